package com.adiuva.adapters.llm.resilience;

import com.adiuva.domain.chat.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Time that passes only when somebody waits, and then at once.
final class FakeTime implements LongSupplier, Waiting {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000); // overflows soon

  /// What was waited for.
  final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @Override
  public long getAsLong() {
    return now.get();
  }

  void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Override
  public void pause(Duration time, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    pauses.add(time);
    pass(time);
  }
}
