package com.adiuva.adapters.http.shared;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.adapters.http.problems.Unspoken;
import com.adiuva.adapters.http.problems.Violations;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.IdempotencyKeys;
import com.adiuva.domain.shared.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Honours `Idempotency-Key`: a request that is repeated with the key of the first, within a day,
/// gets the first answer again and has no effect. Failures of ours (5xx) are not kept, so that the
/// request can be tried again.
public final class Idempotency {
  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
  private static final String HEADER = "Idempotency-Key";
  private static final int MAX_LENGTH = 128;
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration KEPT = Duration.ofHours(24);

  private final IdempotencyKeys keys;
  private final Clock clock;

  public Idempotency(IdempotencyKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /// The key that came with a request.
  ///
  /// @throws ProblemException `ValidationFailed` when there are several, or one that is not 1 to
  ///   128 characters
  public static Optional<String> key(Exchange exchange) {
    List<String> sent = exchange.headers(HEADER);
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    String key = sent.getFirst();
    if (sent.size() > 1 || key.isEmpty() || key.length() > MAX_LENGTH) {
      Violations violations = new Violations();
      violations.add(
          List.of("header", HEADER), "idempotency_key", "must be one of 1 to 128 characters");
      violations.check();
    }
    return Optional.of(key);
  }

  /// A handler that carries a request with a key out once. What it answers must be JSON and no
  /// secret, since it is stored.
  public Routes.Handler once(Routes.Handler handler) {
    return exchange -> {
      Optional<String> key = key(exchange);
      if (key.isEmpty()) {
        handler.handle(exchange);
      } else {
        handleOnce(exchange, key.get(), handler);
      }
    };
  }

  private void handleOnce(Exchange exchange, String key, Routes.Handler handler) {
    UUID owner = exchange.caller().id().value();
    Checksum request = fingerprint(exchange);
    switch (keys.start(owner, key, request, clock.instant(), clock.instant().plus(LEASE))) {
      case IdempotencyKeys.Start.Fresh fresh -> carryOut(exchange, owner, key, handler);
      case IdempotencyKeys.Start.Replay replay -> {
        exchange.setHeader("Idempotency-Replayed", "true");
        exchange.respond(
            replay.answer().status(),
            replay.answer().status() < 400 ? "application/json" : ProblemDetails.MEDIA_TYPE,
            replay.answer().body().getBytes(StandardCharsets.UTF_8));
      }
      case IdempotencyKeys.Start.InProgress running ->
          throw new EdgeException(EdgeProblem.REQUEST_IN_PROGRESS);
      case IdempotencyKeys.Start.OtherRequest other ->
          throw new EdgeException(EdgeProblem.IDEMPOTENCY_KEY_REUSED);
    }
  }

  private static Checksum fingerprint(Exchange exchange) {
    MessageDigest digest = Checksum.newDigest();
    String route = exchange.engine().req().getMethod() + "\n" + exchange.engine().path() + "\n";
    digest.update(route.getBytes(StandardCharsets.UTF_8));
    exchange.body().digest(digest);
    return Checksum.ofDigest(digest.digest());
  }

  private void carryOut(Exchange exchange, UUID owner, String key, Routes.Handler handler) {
    try {
      handler.handle(exchange);
    } catch (RuntimeException | Error e) {
      ProblemDetails problem = ProblemDetails.of(e, exchange.requestId());
      if (problem.status() >= 500) {
        settle(() -> keys.abandon(owner, key));
        throw e;
      }
      exchange.respond(problem);
    }
    Optional<Exchange.Answer> answer = exchange.answer();
    if (answer.isEmpty() || answer.get().status() >= 500) {
      settle(() -> keys.abandon(owner, key));
      return;
    }
    IdempotencyKeys.Answer kept =
        new IdempotencyKeys.Answer(answer.get().status(), answer.get().body());
    settle(() -> keys.finish(owner, key, kept, clock.instant().plus(KEPT)));
  }

  /// The request has been answered by now, and truly, also when its key cannot be settled.
  private static void settle(Runnable step) {
    try {
      step.run();
    } catch (ProblemException e) {
      LOG.warn("The answer to a request with a key could not be kept", Unspoken.of(e));
    }
  }
}
