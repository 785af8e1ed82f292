package com.adiuva.adapters.persistence.limits;

import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.Verdict;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A share of the keys under one lock.
final class Shard {
  /// What a key costs beside its characters: its entry, its string, its window.
  private static final long BYTES_PER_KEY = 160;

  /// More than one a call, so that idle keys go faster than new ones come.
  private static final int SWEPT_PER_CALL = 2;

  private final long maxBytes;
  private final AtomicLong bytes;

  /// By the length of the window, and in each the key that was admitted longest ago first: if that
  /// one is not idle, none of the others is.
  private final Map<Long, Map<String, Window>> byLength = new HashMap<>();

  /// @param maxBytes of all shards together, so that one key may need much
  /// @param bytes what they take, about, as each of them counts it
  Shard(long maxBytes, AtomicLong bytes) {
    this.maxBytes = maxBytes;
    this.bytes = bytes;
  }

  synchronized Verdict tryAcquire(String key, RateLimit limit, LongSupplier nanoTime) {
    // Read under the lock: the events of a window must be in order.
    long now = nanoTime.getAsLong();
    sweep(now, SWEPT_PER_CALL);
    long length = limit.window().toNanos();
    Map<String, Window> windows = byLength.computeIfAbsent(length, _ -> new LinkedHashMap<>());
    Window window = windows.get(key);
    if (window != null) {
      window.slideTo(now);
      int over = window.size() - limit.permits();
      if (over >= 0) {
        return Verdict.refused(Duration.ofNanos(window.nanosUntilGone(over, now)));
      }
      requireRoom(window.growth(), now);
      remove(windows, key);
    } else {
      window = new Window(length);
      requireRoom(cost(key, window), now);
    }
    window.add(now);
    windows.put(key, window);
    bytes.addAndGet(cost(key, window));
    return Verdict.admitted(
        limit.permits() - window.size(), Duration.ofNanos(window.nanosUntilGone(0, now)));
  }

  synchronized void refund(String key, RateLimit limit) {
    Map<String, Window> windows = byLength.get(limit.window().toNanos());
    @Nullable Window window = windows == null ? null : windows.get(key);
    if (windows != null && window != null) {
      window.removeNewest();
      if (window.size() == 0) {
        remove(windows, key);
      }
      // Otherwise it keeps its place, and goes at most one window later than it could.
    }
  }

  synchronized int keys() {
    return byLength.values().stream().mapToInt(Map::size).sum();
  }

  private void requireRoom(long more, long now) {
    while (bytes.get() + more > maxBytes) {
      if (sweep(now, 1) == 0) {
        throw new ProblemException(new Problem.Overloaded(Duration.ofSeconds(1)));
      }
    }
  }

  /// Drops idle keys, oldest first.
  ///
  /// @param most how many of each length of window
  /// @return how many were dropped
  private int sweep(long now, int most) {
    int swept = 0;
    for (Map<String, Window> windows : byLength.values()) {
      Iterator<Map.Entry<String, Window>> eldest = windows.entrySet().iterator();
      for (int i = 0; i < most && eldest.hasNext(); i++) {
        Map.Entry<String, Window> entry = eldest.next();
        if (!entry.getValue().isIdle(now)) {
          break;
        }
        bytes.addAndGet(-cost(entry.getKey(), entry.getValue()));
        eldest.remove();
        swept++;
      }
    }
    return swept;
  }

  private void remove(Map<String, Window> windows, String key) {
    Window window = windows.remove(key);
    if (window != null) {
      bytes.addAndGet(-cost(key, window));
    }
  }

  private static long cost(String key, Window window) {
    return BYTES_PER_KEY + key.length() + window.bytes();
  }
}
