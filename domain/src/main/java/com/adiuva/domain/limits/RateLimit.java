package com.adiuva.domain.limits;

import java.time.Duration;

/// At most `permits` in any stretch of `window`.
public record RateLimit(int permits, Duration window) {
  public RateLimit {
    if (permits < 1 || window.isZero() || window.isNegative()) {
      throw new IllegalArgumentException("a limit needs a positive count and window");
    }
  }

  public static RateLimit perMinute(int permits) {
    return new RateLimit(permits, Duration.ofMinutes(1));
  }
}
