package com.adiuva.application.limits;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.billing.Entitlements;
import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.RateLimiter;
import com.adiuva.domain.limits.Verdict;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How often a user may ask, whatever he asks with: all his sessions, sockets and devices share the
/// budget of his tier and seats.
///
/// While the limiter does not answer the doors are open: nobody is kept from his data because
/// nobody counts. Where passwords are guessed it is the other way round
/// ([com.adiuva.application.accounts.LoginLimits]).
public final class RequestLimits {
  private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

  private final RateLimiter limiter;
  private final Duration window;
  private final Runnable onAway;
  private final Clock clock;
  private final AtomicReference<@Nullable Instant> complained = new AtomicReference<>();

  /// @param window a minute but in tests: the stretch of time in which a tier's requests per minute
  ///   are allowed
  /// @param onAway hears, at most once a minute, that the limiter does not answer; must not throw
  public RequestLimits(RateLimiter limiter, Duration window, Runnable onAway, Clock clock) {
    this.limiter = limiter;
    this.window = window;
    this.onAway = onAway;
    this.clock = clock;
  }

  /// How a caller stands after one more request.
  ///
  /// @param limit the most in a window
  /// @param verdict when nobody counted: admitted, with all of the limit remaining
  public record Standing(int limit, Verdict verdict) {

    /// @throws ProblemException `RateLimited` when the request may not happen
    public void require() {
      if (!verdict.admitted()) {
        throw new ProblemException(new Problem.RateLimited(verdict.retryAfter()));
      }
    }
  }

  /// Counts one request of the caller, or refuses it and counts nothing.
  public Standing admit(Caller caller) {
    int permits = Entitlements.of(caller.tier()).requestsPerMinute(caller.seats());
    try {
      return new Standing(
          permits, limiter.tryAcquire("user:" + caller.id(), new RateLimit(permits, window)));
    } catch (ProblemException e) {
      complain();
      return new Standing(permits, Verdict.admitted(permits, Duration.ZERO));
    }
  }

  private void complain() {
    Instant now = clock.instant();
    Instant last = complained.get();
    boolean due = last == null || !now.isBefore(last.plus(BETWEEN_COMPLAINTS));
    if (due && complained.compareAndSet(last, now)) {
      onAway.run();
    }
  }
}
