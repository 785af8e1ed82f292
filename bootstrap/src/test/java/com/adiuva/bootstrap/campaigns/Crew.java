package com.adiuva.bootstrap.campaigns;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Several tasks at once, each on a thread of its own. The first that fails ends all.
final class Crew {
  private Crew() {}

  /// Runs all and waits for them.
  ///
  /// @throws AssertionError what the first to fail threw, or that they take too long
  static void run(Duration deadline, List<? extends Callable<?>> tasks)
      throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      ExecutorCompletionService<Object> ended = new ExecutorCompletionService<>(threads);
      for (Callable<?> task : tasks) {
        ended.submit(task::call);
      }
      for (int i = 0; i < tasks.size(); i++) {
        Future<?> task = ended.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (task == null) {
          throw new AssertionError("not done within " + deadline);
        }
        task.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(String.valueOf(e.getCause()), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
