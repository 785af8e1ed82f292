package com.adiuva.benchmarks.backups;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Watches how much memory a process really has, by what `/proc` says of it many times a second.
final class ResidentMemory implements AutoCloseable {
  private static final long EVERY_MILLIS = 20;

  private final Path status;
  private final AtomicLong peak = new AtomicLong();
  private final ScheduledExecutorService sampling = Executors.newSingleThreadScheduledExecutor();

  ResidentMemory(long pid) {
    status = Path.of("/proc", String.valueOf(pid), "status");
    var _ =
        sampling.scheduleAtFixedRate(
            () -> peak.accumulateAndGet(now(), Math::max), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// In bytes, after the process was left alone for a while.
  long afterRest(Duration rest) throws InterruptedException {
    try {
      return sampling.schedule(this::now, rest.toMillis(), TimeUnit.MILLISECONDS).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the process cannot be watched", e.getCause());
    }
  }

  /// The highest since the last call of this, in bytes.
  long takePeak() {
    return peak.getAndSet(now());
  }

  private long now() {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
      throw new IllegalStateException("the process has ended");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    sampling.shutdownNow();
  }
}
