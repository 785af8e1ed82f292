package com.adiuva.domain.limits;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A limiter for tests: as simple as it can be, and it forgets nobody.
public final class WindowRateLimiter implements RateLimiter {
  private final Clock clock;
  private final Map<String, List<Instant>> events = new HashMap<>();

  public WindowRateLimiter(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Verdict tryAcquire(String key, RateLimit limit) {
    Instant now = clock.instant();
    List<Instant> seen = events.computeIfAbsent(key, unused -> new ArrayList<>());
    seen.removeIf(event -> !event.plus(limit.window()).isAfter(now));
    int over = seen.size() - limit.permits();
    if (over >= 0) {
      return Verdict.refused(Duration.between(now, seen.get(over).plus(limit.window())));
    }
    seen.add(now);
    return Verdict.admitted(
        limit.permits() - seen.size(), Duration.between(now, seen.get(0).plus(limit.window())));
  }

  @Override
  public synchronized void refund(String key, RateLimit limit) {
    List<Instant> seen = events.get(key);
    if (seen != null && !seen.isEmpty()) {
      seen.remove(seen.size() - 1);
    }
  }
}
