package com.adiuva.benchmarks.load;

import java.time.Duration;

/// What a load saw.
public record Measurement(Latencies latencies, Duration duration) {
  public static Measurement none() {
    return new Measurement(new Latencies(), Duration.ZERO);
  }

  /// Both together, as one longer run.
  public Measurement plus(Measurement other) {
    Latencies both = new Latencies();
    both.add(latencies);
    both.add(other.latencies);
    return new Measurement(both, duration.plus(other.duration));
  }

  public double requestsPerSecond() {
    return latencies.count() / (duration.toNanos() / 1e9);
  }

  /// One row: requests per second, p50 and p99 in milliseconds.
  public String row(String name) {
    return "%-24s %10.0f req/s   p50 %7.3f ms   p99 %7.3f ms"
        .formatted(name, requestsPerSecond(), latencies.millis(0.5), latencies.millis(0.99));
  }
}
