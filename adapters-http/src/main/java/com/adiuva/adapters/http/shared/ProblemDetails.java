package com.adiuva.adapters.http.shared;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import com.adiuva.domain.shared.Violation;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// A problem as RFC 9457 says it: the one place that knows which status belongs to which.
///
/// @param headers header fields that go with it, such as `Retry-After`
/// @param body the members, `request_id` among them
public record ProblemDetails(int status, Map<String, String> headers, ObjectNode body) {
  public static final String MEDIA_TYPE = "application/problem+json";
  private static final Duration DATABASE_RETRY = Duration.ofSeconds(2);
  private static final Duration LLM_RETRY = Duration.ofSeconds(5);
  private static final Duration STORAGE_RETRY = Duration.ofSeconds(5);
  private static final Duration BILLING_RETRY = Duration.ofSeconds(5);
  private static final Duration UNCONFIGURED_RETRY = Duration.ofHours(1);

  public static ProblemDetails of(Problem problem, String requestId) {
    int status = status(problem);
    ObjectNode body = body(problem.code(), problem.title(), status, problem.detail(), requestId);
    switch (problem) {
      case Problem.ValidationFailed failed -> {
        ArrayNode errors = body.putArray("errors");
        failed.errors().forEach(violation -> add(errors, violation));
      }
      // A socket's frame has no header to say it.
      case Problem.RateLimited over -> body.put("retry_after", seconds(over.retryAfter()));
      case Problem.FeatureNotAvailable missing ->
          body.put("feature", missing.feature())
              .put("tier", missing.tier())
              .put("required_tier", missing.requiredTier());
      case Problem.BudgetExceeded over ->
          body.put("used_tokens", over.usedTokens())
              .put("limit_tokens", over.limitTokens())
              .put("resets_at", over.resetsAt().toEpochMilli());
      case StorageProblem.QuotaExceeded over ->
          body.put("used_bytes", over.usedBytes())
              .put("limit_bytes", over.limitBytes())
              .put("needed_bytes", over.neededBytes());
      case StorageProblem.TooManyRecords over -> body.put("limit_records", over.limit());
      case StorageProblem.VersionConflict conflict ->
          body.put("current_version", conflict.currentVersion());
      case BillingProblem.AlreadySubscribed already ->
          body.put("portal_url", Objects.toString(already.portalUrl(), null));
      default -> {
        // says all there is with its words
      }
    }
    return new ProblemDetails(status, headers(problem, status), body);
  }

  public static ProblemDetails of(EdgeProblem problem, String requestId) {
    return new ProblemDetails(
        problem.status(),
        problem == EdgeProblem.SERVICE_UNAVAILABLE ? Map.of("Retry-After", "1") : Map.of(),
        body(problem.code(), problem.title(), problem.status(), problem.detail(), requestId));
  }

  /// What was thrown is to the caller: its problem, or an internal error that says nothing.
  public static ProblemDetails of(Throwable thrown, String requestId) {
    return switch (thrown) {
      case ProblemException e -> of(e.problem(), requestId);
      case EdgeException e when !e.allow().isEmpty() ->
          of(e.problem(), requestId)
              .with(Map.of("Allow", String.join(", ", new TreeSet<>(e.allow()))));
      case EdgeException e -> of(e.problem(), requestId);
      default -> of(EdgeProblem.INTERNAL_ERROR, requestId);
    };
  }

  private ProblemDetails with(Map<String, String> otherHeaders) {
    return new ProblemDetails(status, otherHeaders, body);
  }

  private static int status(Problem problem) {
    return switch (problem) {
      case Problem.ValidationFailed p -> 422;
      case Problem.Unauthenticated p -> 401;
      case Problem.InvalidToken p -> 401;
      case Problem.TokenExpired p -> 401;
      case Problem.InvalidCredentials p -> 401;
      case Problem.InvalidRefreshToken p -> 401;
      case Problem.RefreshTokenReused p -> 401;
      case Problem.EmailTaken p -> 409;
      case Problem.NotFound p -> 404;
      case Problem.FeatureNotAvailable p -> 403;
      case Problem.RateLimited p -> 429;
      case Problem.BudgetExceeded p -> 402;
      case Problem.Overloaded p -> 503;
      case Problem.DatabaseUnavailable p -> 503;
      case Problem.LlmUnavailable p -> 503;
      case Problem.LlmFailed p -> 502;
      case Problem.LlmTimeout p -> 504;
      case StorageProblem.ChecksumMismatch p -> 400;
      case StorageProblem.QuotaExceeded p -> 402;
      case StorageProblem.TooManyRecords p -> 402;
      case StorageProblem.RecordExists p -> 409;
      case StorageProblem.VersionConflict p -> 412;
      case StorageProblem.NotApplied p -> 424;
      case StorageProblem.BlobMissing p -> 500;
      case StorageProblem.StorageUnavailable p -> 503;
      case StorageProblem.VectorsUnavailable p -> 503;
      case StorageProblem.StorageFull p -> 507;
      case BillingProblem.InvalidSignature p -> 400;
      case BillingProblem.NoSubscription p -> 404;
      case BillingProblem.AlreadySubscribed p -> 409;
      case BillingProblem.PaymentOpen p -> 409;
      case BillingProblem.BillingFailed p -> 502;
      case BillingProblem.BillingNotConfigured p -> 503;
      case BillingProblem.BillingUnavailable p -> 503;
    };
  }

  private static Map<String, String> headers(Problem problem, int status) {
    return switch (problem) {
      case Problem.RateLimited p -> retryAfter(p.retryAfter());
      case Problem.Overloaded p -> retryAfter(p.retryAfter());
      case Problem.DatabaseUnavailable p -> retryAfter(DATABASE_RETRY);
      case Problem.LlmUnavailable p -> retryAfter(LLM_RETRY);
      case StorageProblem.StorageUnavailable p -> retryAfter(STORAGE_RETRY);
      case StorageProblem.VectorsUnavailable p -> retryAfter(STORAGE_RETRY);
      case BillingProblem.BillingUnavailable p -> retryAfter(BILLING_RETRY);
      case BillingProblem.BillingNotConfigured p -> retryAfter(UNCONFIGURED_RETRY);
      default -> status == 401 ? Map.of("WWW-Authenticate", "Bearer") : Map.of();
    };
  }

  private static Map<String, String> retryAfter(Duration wait) {
    return Map.of("Retry-After", Long.toString(seconds(wait)));
  }

  private static long seconds(Duration wait) {
    return Math.max(1, RateLimitHeaders.wholeSeconds(wait));
  }

  private static ObjectNode body(
      String code, String title, int status, String detail, String requestId) {
    return Json.object()
        .put("type", "urn:adiuva:problem:" + code)
        .put("title", title)
        .put("status", status)
        .put("detail", detail)
        .put("code", code)
        .put("request_id", requestId);
  }

  private static void add(ArrayNode errors, Violation violation) {
    ObjectNode error = errors.addObject();
    ArrayNode loc = error.putArray("loc");
    violation.loc().forEach(loc::add);
    error.put("msg", violation.msg()).put("type", violation.type());
  }
}
