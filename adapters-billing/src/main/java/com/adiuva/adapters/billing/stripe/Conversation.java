package com.adiuva.adapters.billing.stripe;

import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.ProblemException;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.HasId;
import com.stripe.model.StripeCollection;
import com.stripe.model.StripeError;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeResponse;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The requests that one call of the gateway needs, one after the other, before one deadline. What
/// passes by itself is asked again, after pauses with full jitter and always under the same key;
/// logged are Stripe's request ids and codes, never its messages, which may quote what we sent.
final class Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
  private static final Set<String> PASSING = Set.of("lock_timeout", "idempotency_key_in_use");

  /// One request.
  interface Request<T> {
    T send(RequestOptions options) throws StripeException;
  }

  private final String purpose;
  private final Patience patience;
  private final RandomGenerator random;
  private final long deadline;

  /// @param purpose for the log
  /// @param random thread-safe
  Conversation(String purpose, Patience patience, RandomGenerator random) {
    this.purpose = purpose;
    this.patience = patience;
    this.random = random;
    this.deadline = System.nanoTime() + patience.whole().toNanos();
  }

  /// The answer.
  ///
  /// @throws ProblemException `BillingFailed` for a refusal, `BillingUnavailable` without an answer
  <T> T expect(@Nullable String key, Request<T> request) {
    try {
      return ask(key, request);
    } catch (Refusal e) {
      throw failed(e);
    }
  }

  /// The answer.
  ///
  /// @param key what Stripe recognises a repetition by; null for a request that changes nothing
  /// @throws ProblemException `BillingUnavailable` without an answer
  <T> T ask(@Nullable String key, Request<T> request) throws Refusal {
    boolean uncertain = false;
    for (int attempt = 1; ; attempt++) {
      try {
        return complete(request.send(options(key)));
      } catch (StripeException e) {
        log(e, attempt);
        if (!mayPass(e)) {
          throw new Refusal(e, uncertain);
        }
        uncertain |= !(e instanceof RateLimitException);
        pauseOrGiveUp(e, !"false".equals(shouldRetry(e)), attempt);
      } catch (RuntimeException e) {
        // The library trusts answers to be whole; what stands in between may send others.
        LOG.warn("Stripe, {}, attempt {}: unreadable, {}", purpose, attempt, e.getClass());
        uncertain = true;
        pauseOrGiveUp(e, true, attempt);
      }
    }
  }

  private static <T> T complete(T answer) {
    boolean whole =
        answer instanceof StripeCollection<?> page
            ? page.getData() != null
            : !(answer instanceof HasId object) || object.getId() != null;
    if (!whole) {
      throw new IllegalStateException("an answer without what was asked for");
    }
    return answer;
  }

  static ProblemException failed(Refusal refusal) {
    return new ProblemException(new BillingProblem.BillingFailed(), refusal);
  }

  private RequestOptions options(@Nullable String key) {
    Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
    Duration wait = left.compareTo(patience.attempt()) < 0 ? left : patience.attempt();
    RequestOptions.RequestOptionsBuilder options =
        RequestOptions.builder().setReadTimeout((int) wait.toMillis()).setMaxNetworkRetries(0);
    return key == null ? options.build() : options.setIdempotencyKey(key).build();
  }

  private void log(StripeException e, int attempt) {
    LOG.warn(
        "Stripe, {}, attempt {}: {} status {} code {} request {}",
        purpose,
        attempt,
        e.getClass().getSimpleName(),
        e.getStatusCode(),
        e.getCode(),
        e.getRequestId());
  }

  private static boolean mayPass(StripeException e) {
    Integer status = e.getStatusCode();
    return e instanceof ApiConnectionException
        || e instanceof RateLimitException
        || (status != null && status == 429)
        || PASSING.contains(String.valueOf(e.getCode()))
        || (e instanceof ApiException && (status == null || status < 300 || status >= 500));
  }

  private void pauseOrGiveUp(Exception cause, boolean again, int attempt) {
    long pause = random.nextLong(patience.pauseAfter(attempt).toNanos() + 1);
    boolean inTime = deadline - System.nanoTime() > pause;
    if (!again || attempt == Patience.ATTEMPTS || !inTime || !slept(pause)) {
      throw new ProblemException(new BillingProblem.BillingUnavailable(), cause);
    }
  }

  /// Stripe's own word on whether the same request may yet be answered otherwise.
  private static @Nullable String shouldRetry(StripeException e) {
    StripeError error = e.getStripeError();
    StripeResponse response = error == null ? null : error.getLastResponse();
    return response == null
        ? null
        : response.headers().firstValue("Stripe-Should-Retry").orElse(null);
  }

  private static boolean slept(long nanos) {
    try {
      Thread.sleep(Duration.ofNanos(nanos));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
