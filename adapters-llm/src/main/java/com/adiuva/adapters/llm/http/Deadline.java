package com.adiuva.adapters.llm.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A moment after which nobody waits any more, on the machine's monotonic clock.
public final class Deadline {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final ScheduledThreadPoolExecutor ALARMS = alarms();

  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  public static Deadline after(Duration time) {
    Duration bounded = time.compareTo(LONGEST) < 0 ? time : LONGEST;
    return new Deadline(System.nanoTime() + bounded.toNanos());
  }

  /// The time left, never negative.
  public Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /// Has something done, which must be quick, unless it is cancelled before.
  Future<?> alarm(Runnable work) {
    return ALARMS.schedule(work, left().toNanos(), TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor alarms() {
    ScheduledThreadPoolExecutor alarms =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("llm-deadlines").factory());
    alarms.setRemoveOnCancelPolicy(true);
    return alarms;
  }
}
