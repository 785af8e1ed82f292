package com.adiuva.adapters.persistence.limits;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Remembers that something does not answer, so that not everybody waits for it to say nothing:
/// after a few failures in a row it is left alone for a moment, then one call tries again.
final class Circuit {
  private static final int FAILURES = 3;

  private final LongSupplier nanoTime;
  private final long pause;
  private int failures;
  private long openedAt;

  /// @param pause how long nobody tries
  Circuit(LongSupplier nanoTime, Duration pause) {
    this.nanoTime = nanoTime;
    this.pause = pause.toNanos();
  }

  /// Whether to try; who does says afterwards how it went.
  synchronized boolean isClosed() {
    if (failures < FAILURES) {
      return true;
    }
    long now = nanoTime.getAsLong();
    if (now - openedAt < pause) {
      return false;
    }
    openedAt = now;
    return true;
  }

  /// @return whether it was open
  synchronized boolean succeeded() {
    boolean wasOpen = failures >= FAILURES;
    failures = 0;
    return wasOpen;
  }

  /// @return whether it opened just now
  synchronized boolean failed() {
    failures = Math.min(failures + 1, FAILURES + 1);
    if (failures < FAILURES) {
      return false;
    }
    openedAt = nanoTime.getAsLong();
    return failures == FAILURES;
  }
}
