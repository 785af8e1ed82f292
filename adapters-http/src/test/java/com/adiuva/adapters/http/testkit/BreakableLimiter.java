package com.adiuva.adapters.http.testkit;

import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.RateLimiter;
import com.adiuva.domain.limits.Verdict;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;

/// A limiter whose store can be taken away.
public final class BreakableLimiter implements RateLimiter {
  private final RateLimiter limiter;
  private volatile boolean away;

  BreakableLimiter(RateLimiter limiter) {
    this.limiter = limiter;
  }

  public void setAway(boolean isAway) {
    away = isAway;
  }

  @Override
  public Verdict tryAcquire(String key, RateLimit limit) {
    failIfAway();
    return limiter.tryAcquire(key, limit);
  }

  @Override
  public void refund(String key, RateLimit limit) {
    failIfAway();
    limiter.refund(key, limit);
  }

  private void failIfAway() {
    if (away) {
      throw new ProblemException(new Problem.Overloaded(Duration.ofSeconds(2)));
    }
  }
}
