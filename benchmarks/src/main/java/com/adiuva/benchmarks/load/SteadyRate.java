package com.adiuva.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// So many requests a second, whether or not the ones before were answered. Latency counts from
/// when a request was due, so that one which had to wait for a free connection does not look fast.
public final class SteadyRate {
  private SteadyRate() {}

  /// Sends one request over a connection.
  public interface Call {
    /// @param number of the request, from 0
    void send(Connection connection, long number) throws IOException;
  }

  /// @param connections the most that may be under way at once
  /// @return when all are answered that were due
  public static Latencies run(int port, int perSecond, int connections, Duration time, Call call)
      throws InterruptedException {
    long between = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long requests = time.toNanos() / between;
    long began = System.nanoTime();
    AtomicLong next = new AtomicLong();
    List<Callable<Latencies>> workers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      workers.add(() -> {
        Latencies latencies = new Latencies();
        try (Connection connection = new Connection(port)) {
          for (long n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
            long due = began + n * between;
            while (System.nanoTime() - due < 0) {
              LockSupport.parkNanos(due - System.nanoTime());
            }
            call.send(connection, n);
            latencies.record(System.nanoTime() - due);
          }
        }
        return latencies;
      });
    }
    Latencies all = new Latencies();
    ClosedLoop.atOnce(workers).forEach(all::add);
    return all;
  }
}
