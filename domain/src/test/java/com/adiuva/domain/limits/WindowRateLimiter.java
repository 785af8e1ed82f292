package com.adiuva.domain.limits;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// A fake that keeps every event of every key under one lock.
public final class WindowRateLimiter implements RateLimiter {
  private final Clock clock;
  private final Map<String, Deque<Instant>> events = new HashMap<>();

  public WindowRateLimiter(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Verdict tryAcquire(String key, RateLimit limit) {
    Instant now = clock.instant();
    Deque<Instant> seen = events.computeIfAbsent(key, unused -> new ArrayDeque<>());
    while (!seen.isEmpty() && !seen.getFirst().plus(limit.window()).isAfter(now)) {
      seen.removeFirst();
    }
    if (seen.size() >= limit.permits()) {
      return Verdict.refused(Duration.between(now, seen.getFirst().plus(limit.window())));
    }
    seen.addLast(now);
    return Verdict.admitted(limit.permits() - seen.size());
  }

  @Override
  public synchronized void refund(String key, RateLimit limit) {
    Deque<Instant> seen = events.get(key);
    if (seen != null) {
      seen.pollLast();
    }
  }
}
