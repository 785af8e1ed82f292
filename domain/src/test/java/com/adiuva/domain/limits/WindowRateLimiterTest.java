package com.adiuva.domain.limits;

import com.adiuva.domain.shared.MovableClock;
import java.time.Duration;
import java.time.Instant;

final class WindowRateLimiterTest implements RateLimiterContract {
  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private final RateLimiter limiter = new WindowRateLimiter(clock);

  @Override
  public RateLimiter limiter() {
    return limiter;
  }

  @Override
  public void advance(Duration duration) {
    clock.advance(duration);
  }
}
