package com.adiuva.adapters.storage.shared;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The answer to a question that is asked at most so often; who asks meanwhile gets the last one.
public final class Probe {
  private final long nanos;
  private final BooleanSupplier question;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Answer last;

  private record Answer(boolean yes, long at) {}

  public Probe(Duration atMostEvery, BooleanSupplier question) {
    this.nanos = atMostEvery.toNanos();
    this.question = question;
  }

  /// The first to ask waits for the answer, later ones only when there is none yet.
  public boolean answer() {
    Answer known = last;
    if (known != null && (isFresh(known) || !asking.tryLock())) {
      return known.yes();
    }
    if (known == null) {
      asking.lock();
    }
    try {
      Answer newer = last;
      if (newer != null && isFresh(newer)) {
        return newer.yes();
      }
      boolean yes = question.getAsBoolean();
      last = new Answer(yes, System.nanoTime());
      return yes;
    } finally {
      asking.unlock();
    }
  }

  private boolean isFresh(Answer answer) {
    return System.nanoTime() - answer.at() < nanos;
  }
}
