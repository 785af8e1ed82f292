package com.adiuva.application.accounts;

import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.RateLimiter;
import com.adiuva.domain.limits.Verdict;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;

/// How often the open doors may be knocked at: 30 times a minute per address at each, and 10 failed
/// logins a minute per account and address, so that a guesser is stopped and the owner, elsewhere,
/// is not locked out.
///
/// While the limiter does not answer, all of these doors are closed (503): open, they would let a
/// guesser try as often as he likes just when nobody counts.
public final class LoginLimits {
  private static final RateLimit PER_ADDRESS = RateLimit.perMinute(30);
  private static final RateLimit FAILURES = RateLimit.perMinute(10);

  private final RateLimiter limiter;

  public LoginLimits(RateLimiter limiter) {
    this.limiter = limiter;
  }

  /// The routes that anybody can call.
  public enum Door {
    REGISTER,
    LOGIN,
    REFRESH
  }

  /// Counts one call of the route by the client's address.
  ///
  /// @throws ProblemException `RateLimited`, `Overloaded`
  void admit(Door door, ClientInfo client) {
    acquire(door.name() + ':' + client.address(), PER_ADDRESS);
  }

  /// Makes an attempt to log in. It is counted as failed in advance, so that guesses sent in
  /// parallel do not slip through, and taken back unless it ends in `InvalidCredentials`: neither a
  /// success nor a failure of our own is the user's. What cannot be taken back stays counted and
  /// changes nothing else.
  ///
  /// @throws ProblemException `RateLimited`, `Overloaded`, and whatever the attempt throws
  <T> T countingFailures(String account, ClientInfo client, Supplier<T> attempt) {
    // A name-based UUID: keys stay short and hold no address of a person.
    UUID accountKey = UUID.nameUUIDFromBytes(account.getBytes(StandardCharsets.UTF_8));
    String key = "failed:" + accountKey + ':' + client.address();
    acquire(key, FAILURES);
    boolean failed = false;
    try {
      return attempt.get();
    } catch (ProblemException e) {
      failed = e.problem() instanceof Problem.InvalidCredentials;
      throw e;
    } finally {
      if (!failed) {
        refund(key);
      }
    }
  }

  private void refund(String key) {
    try {
      limiter.refund(key, FAILURES);
    } catch (ProblemException e) {
      // The store went away during the attempt, whose outcome stands: one attempt less for a minute
      // is no reason to throw a session away, or to hide what really failed.
    }
  }

  private void acquire(String key, RateLimit limit) {
    Verdict verdict = limiter.tryAcquire(key, limit);
    if (!verdict.admitted()) {
      throw new ProblemException(new Problem.RateLimited(verdict.retryAfter()));
    }
  }
}
