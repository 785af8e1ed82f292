package com.adiuva.domain.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Runs the same thing on many threads at the same moment.
public final class Racers {
  private Racers() {}

  /// @return what each racer got; the first exception of any is thrown
  public static <T> List<T> race(int racers, Callable<T> what) throws Exception {
    CyclicBarrier start = new CyclicBarrier(racers);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < racers; i++) {
        running.add(
            threads.submit(() -> {
              start.await(30, TimeUnit.SECONDS);
              return what.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get(60, TimeUnit.SECONDS));
      }
      return results;
    }
  }
}
