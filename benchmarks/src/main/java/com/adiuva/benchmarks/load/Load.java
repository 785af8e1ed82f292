package com.adiuva.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The same GET over several connections for a while: closed loop, each connection sends its next
/// request when the last was answered.
///
/// @param path with the base path
/// @param token the bearer token
public record Load(int port, String path, String token, int connections) {

  /// Runs the load.
  ///
  /// @throws IllegalStateException when any answer is not 200: a wrong answer has no speed
  public Measurement run(Duration duration) throws InterruptedException {
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    long began = System.nanoTime();
    long end = began + duration.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<Latencies>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        running.add(threads.submit(() -> one(request, end)));
      }
      Latencies all = new Latencies();
      for (Future<Latencies> each : running) {
        all.add(each.get());
      }
      return new Measurement(all, Duration.ofNanos(System.nanoTime() - began));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load broke off", e.getCause());
    }
  }

  private Latencies one(byte[] request, long end) throws Exception {
    Latencies latencies = new Latencies();
    try (Connection connection = new Connection(port)) {
      for (long sent = System.nanoTime(); sent < end; ) {
        int status = connection.exchange(request);
        if (status != 200) {
          throw new IllegalStateException("answered " + status);
        }
        long answered = System.nanoTime();
        latencies.record(answered - sent);
        sent = answered;
      }
    }
    return latencies;
  }
}
