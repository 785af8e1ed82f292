package com.adiuva.adapters.persistence.limits;

import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.Verdict;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A share of the keys under one lock, least recently used first.
final class Shard {
  /// What a key costs beside its characters: its entry, its string, its window.
  private static final long BYTES_PER_KEY = 160;

  /// More than one a call, so that idle keys go faster than new ones come.
  private static final int SWEPT_PER_CALL = 2;

  private final long maxBytes;
  private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  Shard(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized Verdict tryAcquire(String key, RateLimit limit, LongSupplier nanoTime) {
    // Read under the lock: the events of a window must be in order.
    long now = nanoTime.getAsLong();
    sweep(now);
    Window window = windows.get(key);
    if (window == null) {
      window = new Window();
      windows.put(key, window);
      bytes += cost(key, window);
    }
    bytes -= window.bytes();
    window.forgetBefore(now, limit.window().toNanos());
    boolean admitted = window.size() < limit.permits();
    if (admitted) {
      window.add(now);
    }
    bytes += window.bytes();
    if (admitted) {
      evict();
      return Verdict.admitted(limit.permits() - window.size());
    }
    return Verdict.refused(Duration.ofNanos(window.nanosUntilRoom(now, limit)));
  }

  synchronized void refund(String key) {
    @Nullable Window window = windows.get(key);
    if (window != null) {
      window.removeNewest();
    }
  }

  synchronized int keys() {
    return windows.size();
  }

  private void sweep(long now) {
    Iterator<Map.Entry<String, Window>> eldest = windows.entrySet().iterator();
    for (int i = 0; i < SWEPT_PER_CALL && eldest.hasNext(); i++) {
      Map.Entry<String, Window> entry = eldest.next();
      if (!entry.getValue().isIdle(now)) {
        return;
      }
      bytes -= cost(entry.getKey(), entry.getValue());
      eldest.remove();
    }
  }

  private void evict() {
    Iterator<Map.Entry<String, Window>> eldest = windows.entrySet().iterator();
    while (bytes > maxBytes && windows.size() > 1) {
      Map.Entry<String, Window> entry = eldest.next();
      bytes -= cost(entry.getKey(), entry.getValue());
      eldest.remove();
    }
  }

  private static long cost(String key, Window window) {
    return BYTES_PER_KEY + key.length() + window.bytes();
  }
}
