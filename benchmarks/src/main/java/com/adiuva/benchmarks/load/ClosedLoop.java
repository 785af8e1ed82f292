package com.adiuva.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Several workers at once, each of which begins its next step when the last has ended.
public final class ClosedLoop {
  private ClosedLoop() {}

  /// What one worker does again and again.
  public interface Step extends AutoCloseable {
    void run() throws Exception;

    @Override
    default void close() throws IOException {}
  }

  /// Makes a worker's step, in the worker's own thread.
  public interface Worker {
    Step open(int index) throws Exception;
  }

  /// Runs for a while. A step that has begun is finished and counts.
  public static Measurement run(int workers, Duration duration, Worker worker)
      throws InterruptedException {
    long began = System.nanoTime();
    long end = began + duration.toNanos();
    List<Callable<Latencies>> loops = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int index = i;
      loops.add(() -> loop(worker.open(index), end));
    }
    Latencies all = new Latencies();
    for (Latencies each : atOnce(loops)) {
      all.add(each);
    }
    return new Measurement(all, Duration.ofNanos(System.nanoTime() - began));
  }

  private static Latencies loop(Step opened, long end) throws Exception {
    Latencies latencies = new Latencies();
    try (Step step = opened) {
      for (long began = System.nanoTime(); began < end; ) {
        step.run();
        long ended = System.nanoTime();
        latencies.record(ended - began);
        began = ended;
      }
    }
    return latencies;
  }

  /// Runs all of the tasks at the same time, each in a thread of its own.
  ///
  /// @return what they returned, in order
  /// @throws IllegalStateException when one failed
  public static <T> List<T> atOnce(List<Callable<T>> tasks) throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      List<T> results = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(tasks)) {
        results.add(each.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load broke off", e.getCause());
    }
  }
}
