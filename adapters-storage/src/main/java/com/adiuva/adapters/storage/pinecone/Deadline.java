package com.adiuva.adapters.storage.pinecone;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The time by which something has to be answered.
///
/// @param nanoTime on the clock of [System#nanoTime]
record Deadline(long nanoTime) {
  private static final Duration USUAL = Duration.ofSeconds(2);

  /// What the port promises: two seconds from now.
  static Deadline usual() {
    return in(USUAL);
  }

  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /// What is left, never negative.
  long remainingNanos() {
    return Math.max(0, nanoTime - System.nanoTime());
  }

  boolean isOver() {
    return remainingNanos() == 0;
  }

  /// Waits as long, but not beyond the deadline.
  void pause(Duration duration) {
    LockSupport.parkNanos(Math.min(duration.toNanos(), remainingNanos()));
  }
}
