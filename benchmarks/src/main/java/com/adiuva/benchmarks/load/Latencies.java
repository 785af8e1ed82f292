package com.adiuva.benchmarks.load;

import java.util.Arrays;

/// Latencies in nanoseconds, kept one by one. Not thread-safe.
public final class Latencies {
  private long[] nanos = new long[1 << 16];
  private int count;

  public void record(long latency) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = latency;
  }

  /// Adds all of the others.
  public void add(Latencies others) {
    for (int i = 0; i < others.count; i++) {
      record(others.nanos[i]);
    }
  }

  public int count() {
    return count;
  }

  /// The latency that the given share of requests did not exceed, in milliseconds.
  ///
  /// @param share such as 0.99
  public double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[Math.min(count - 1, (int) (count * share))] / 1e6;
  }
}
