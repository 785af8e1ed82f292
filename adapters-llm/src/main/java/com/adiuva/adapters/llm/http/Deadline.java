package com.adiuva.adapters.llm.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A moment after which nobody waits any more, on the machine's monotonic clock.
public final class Deadline {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration TICK = Duration.ofMillis(100);
  private static final ScheduledThreadPoolExecutor ALARMS = alarms();
  private static final AtomicBoolean TICKING = new AtomicBoolean();

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
    Future<?> alarm = ALARMS.schedule(work, left().toNanos(), TimeUnit.NANOSECONDS);
    if (TICKING.compareAndSet(false, true)) {
      tick();
    }
    return alarm;
  }

  /// Setting an alarm that is earlier than all others wakes the thread that waits for them, which
  /// costs more than all the rest of it, and nearly no alarm is ever needed. So while there are
  /// any, that thread wakes ten times a second: hardly one is earlier than that.
  private static void tick() {
    if (ALARMS.getQueue().isEmpty()) {
      TICKING.set(false);
    } else {
      var _ = ALARMS.schedule(Deadline::tick, TICK.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private static ScheduledThreadPoolExecutor alarms() {
    ScheduledThreadPoolExecutor alarms =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("llm-deadlines").factory());
    alarms.setRemoveOnCancelPolicy(true);
    return alarms;
  }
}
