package com.adiuva.adapters.storage.shared;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps the log readable while something is away for long: each reason is worth a line once a
/// minute.
public final class SeldomLogged {
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();
  private static final int MOST_REASONS = 100;

  private final Map<String, Long> last = new ConcurrentHashMap<>();

  /// Whether the reason is to be logged now.
  public boolean isDue(String reason) {
    long now = System.nanoTime();
    if (last.size() > MOST_REASONS) {
      last.clear();
    }
    return last.merge(reason, now, (before, next) -> next - before < PAUSE ? before : next) == now;
  }
}
