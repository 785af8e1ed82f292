package com.adiuva.adapters.http.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import com.adiuva.domain.shared.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProblemDetailsTest {
  private static final Map<Problem, Integer> STATUS =
      Map.ofEntries(
          Map.entry(
              new Problem.ValidationFailed(
                  List.of(new Violation(List.of("body", "email"), "is required", "missing"))),
              422),
          Map.entry(new Problem.Unauthenticated(), 401),
          Map.entry(new Problem.InvalidToken(), 401),
          Map.entry(new Problem.TokenExpired(), 401),
          Map.entry(new Problem.InvalidCredentials(), 401),
          Map.entry(new Problem.InvalidRefreshToken(), 401),
          Map.entry(new Problem.RefreshTokenReused(), 401),
          Map.entry(new Problem.EmailTaken(), 409),
          Map.entry(new Problem.NotFound("session"), 404),
          Map.entry(new Problem.FeatureNotAvailable("sso", "free", "team"), 403),
          Map.entry(new Problem.RateLimited(Duration.ofSeconds(7)), 429),
          Map.entry(new Problem.BudgetExceeded(9, 10, Instant.EPOCH), 402),
          Map.entry(new Problem.Overloaded(Duration.ZERO), 503),
          Map.entry(new Problem.DatabaseUnavailable(), 503),
          Map.entry(new Problem.LlmUnavailable(), 503),
          Map.entry(new Problem.LlmFailed(), 502),
          Map.entry(new Problem.LlmTimeout(), 504),
          Map.entry(new StorageProblem.ChecksumMismatch(), 400),
          Map.entry(new StorageProblem.QuotaExceeded(1, 2, 3), 402),
          Map.entry(new StorageProblem.RecordExists(), 409),
          Map.entry(new StorageProblem.VersionConflict(4), 412),
          Map.entry(new StorageProblem.NotApplied(), 424),
          Map.entry(new StorageProblem.BlobMissing(), 500),
          Map.entry(new StorageProblem.StorageUnavailable(), 503),
          Map.entry(new StorageProblem.VectorsUnavailable(), 503),
          Map.entry(new StorageProblem.TooManyRecords(5), 402),
          Map.entry(new StorageProblem.StorageFull(), 507),
          Map.entry(new BillingProblem.InvalidSignature(), 400),
          Map.entry(new BillingProblem.NoSubscription(), 404),
          Map.entry(new BillingProblem.AlreadySubscribed(null), 409),
          Map.entry(new BillingProblem.PaymentOpen(), 409),
          Map.entry(new BillingProblem.BillingFailed(), 502),
          Map.entry(new BillingProblem.BillingNotConfigured(), 503),
          Map.entry(new BillingProblem.BillingUnavailable(), 503));

  @Test
  void everyProblemHasItsStatusAndHeaders() {
    int ofFeatures =
        StorageProblem.class.getPermittedSubclasses().length
            + BillingProblem.class.getPermittedSubclasses().length;
    assertThat(STATUS).hasSize(Problem.class.getPermittedSubclasses().length - 2 + ofFeatures);
    Set<String> codes = new HashSet<>();
    STATUS.forEach((problem, status) -> {
      ProblemDetails details = ProblemDetails.of(problem, "id-1");
      assertThat(details.status()).as(problem.code()).isEqualTo(status);
      assertThat(details.headers().containsKey("WWW-Authenticate")).isEqualTo(status == 401);
      assertThat(details.headers().containsKey("Retry-After"))
          .isEqualTo(status == 429 || status == 503);
      assertThat(details.body().get("type").textValue())
          .isEqualTo("urn:adiuva:problem:" + problem.code());
      assertThat(details.body().get("status").intValue()).isEqualTo(status);
      assertThat(details.body().get("code").textValue()).isEqualTo(problem.code());
      assertThat(details.body().get("title").isTextual()).isTrue();
      assertThat(details.body().get("detail").isTextual()).isTrue();
      assertThat(details.body().get("request_id").textValue()).isEqualTo("id-1");
      codes.add(problem.code());
    });
    assertThat(codes).hasSize(STATUS.size());
  }

  @Test
  void violationsAreListed() {
    Problem problem =
        new Problem.ValidationFailed(
            List.of(
                new Violation(List.of("body", "email"), "is required", "missing"),
                new Violation(List.of("body", "l", "0"), "must be a string", "string_type")));
    assertThat(ProblemDetails.of(problem, "x").body().get("errors").toString())
        .isEqualTo(
            "[{\"loc\":[\"body\",\"email\"],\"msg\":\"is required\",\"type\":\"missing\"},"
                + "{\"loc\":[\"body\",\"l\",\"0\"],\"msg\":\"must be a string\","
                + "\"type\":\"string_type\"}]");
  }

  @Test
  void h05_retryAfterIsWholeSecondsRoundedUp() {
    Map<Duration, String> waits =
        Map.of(
            Duration.ZERO,
            "1",
            Duration.ofNanos(1),
            "1",
            Duration.ofSeconds(1),
            "1",
            Duration.ofMillis(1001),
            "2",
            Duration.ofSeconds(59).plusNanos(1),
            "60");
    waits.forEach((wait, seconds) ->
        assertThat(ProblemDetails.of(new Problem.RateLimited(wait), "x").headers())
            .containsEntry("Retry-After", seconds));
  }

  @Test
  void exceptionsAreTheirProblemOrSayNothing() {
    assertThat(ProblemDetails.of(new ProblemException(new Problem.EmailTaken()), "x").status())
        .isEqualTo(409);
    ProblemDetails unexpected = ProblemDetails.of(new IllegalStateException("the secret"), "x");
    assertThat(unexpected.status()).isEqualTo(500);
    assertThat(unexpected.body().toString()).doesNotContain("secret");
    for (EdgeProblem problem : EdgeProblem.values()) {
      ProblemDetails details = ProblemDetails.of(new EdgeException(problem), "x");
      assertThat(details.body().get("type").textValue())
          .isEqualTo("urn:adiuva:problem:" + details.body().get("code").textValue());
      assertThat(details.headers().containsKey("Retry-After")).isEqualTo(details.status() == 503);
    }
  }
}
