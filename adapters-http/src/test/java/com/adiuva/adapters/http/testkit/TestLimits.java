package com.adiuva.adapters.http.testkit;

import com.adiuva.application.limits.RequestLimits;
import com.adiuva.domain.limits.RateLimiter;
import com.adiuva.domain.limits.WindowRateLimiter;
import java.time.Clock;
import java.time.Duration;

/// Limits for the servers of tests, of whose users each does the work of many.
public final class TestLimits {
  private TestLimits() {}

  /// A tier's requests per minute in each millisecond.
  public static RequestLimits generous() {
    Clock clock = Clock.systemUTC();
    return new RequestLimits(
        new WindowRateLimiter(clock), Duration.ofMillis(1), TestLimits::ignore, clock);
  }

  /// As users have them.
  static RequestLimits real(RateLimiter limiter, Clock clock) {
    return new RequestLimits(limiter, Duration.ofMinutes(1), TestLimits::ignore, clock);
  }

  private static void ignore() {}
}
