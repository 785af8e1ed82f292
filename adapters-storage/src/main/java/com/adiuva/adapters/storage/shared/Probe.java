package com.adiuva.adapters.storage.shared;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// The answer to a question that is asked at most so often; who asks meanwhile gets the last one.
public final class Probe {
  private final long nanos;
  private final BooleanSupplier question;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Answer last;

  private record Answer(boolean yes, long at) {}

  public Probe(Duration atMostEvery, BooleanSupplier question) {
    this.nanos = atMostEvery.toNanos();
    this.question = question;
    this.last = new Answer(false, System.nanoTime() - nanos);
  }

  /// The first to ask waits for the answer, later ones only when there is none yet.
  public boolean answer() {
    Answer known = last;
    if (System.nanoTime() - known.at() < nanos || !asking.tryLock()) {
      return known.yes();
    }
    try {
      boolean yes = question.getAsBoolean();
      last = new Answer(yes, System.nanoTime());
      return yes;
    } finally {
      asking.unlock();
    }
  }
}
