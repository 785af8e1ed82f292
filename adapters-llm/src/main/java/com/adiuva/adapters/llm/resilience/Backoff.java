package com.adiuva.adapters.llm.resilience;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before asking again: anything between nothing and a limit that doubles each
/// time, so that many who failed together do not come back together.
final class Backoff {
  private static final Duration BASE = Duration.ofMillis(50);
  private static final Duration CAP = Duration.ofSeconds(2);

  private final RandomGenerator random;

  /// @param random thread-safe
  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /// @param failures how often it has failed already, at least once
  Duration after(int failures) {
    int doublings = Math.min(failures - 1, 16);
    long limit = Math.min(CAP.toNanos(), BASE.toNanos() << doublings);
    return Duration.ofNanos(random.nextLong(limit + 1));
  }
}
