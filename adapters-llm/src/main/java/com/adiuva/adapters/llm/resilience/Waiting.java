package com.adiuva.adapters.llm.resilience;

import com.adiuva.domain.chat.Cancellation;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets time pass between two calls.
@FunctionalInterface
interface Waiting {

  /// Returns after that time.
  ///
  /// @throws CancellationException as soon as cancelled, or interrupted
  void pause(Duration time, Cancellation cancellation);

  /// Waits by the machine's clock.
  static void really(Duration time, Cancellation cancellation) {
    CountDownLatch cancelled = new CountDownLatch(1);
    try (var _ = cancellation.onCancel(cancelled::countDown)) {
      if (cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        cancellation.throwIfCancelled();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
