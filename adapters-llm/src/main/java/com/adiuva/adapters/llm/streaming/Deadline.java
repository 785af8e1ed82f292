package com.adiuva.adapters.llm.streaming;

import java.time.Duration;

/// A moment after which nobody waits any more, on the machine's monotonic clock.
final class Deadline {
  private static final Duration LONGEST = Duration.ofDays(1);

  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline after(Duration time) {
    Duration bounded = time.compareTo(LONGEST) < 0 ? time : LONGEST;
    return new Deadline(System.nanoTime() + bounded.toNanos());
  }

  /// The time left, never negative.
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
