package com.adiuva.application.chat.waiting;

import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The moment by which a whole request must be over, on a clock that nobody sets. Used by one
/// thread.
public final class Deadline {
  private final LongSupplier nanoTime;
  private long end;

  public Deadline(Duration timeout, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + timeout.toNanos();
  }

  /// The time left, more than nothing.
  ///
  /// @throws ProblemException with `LlmTimeout` when there is none
  public Duration left() {
    long left = end - nanoTime.getAsLong();
    if (left <= 0) {
      throw new ProblemException(new Problem.LlmTimeout());
    }
    return Duration.ofNanos(left);
  }

  /// Waits for something that shall not use up the time.
  public <T> T paused(Supplier<T> waiting) {
    long begin = nanoTime.getAsLong();
    try {
      return waiting.get();
    } finally {
      end += nanoTime.getAsLong() - begin;
    }
  }
}
