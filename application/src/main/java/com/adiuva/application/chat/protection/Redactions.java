package com.adiuva.application.chat.protection;

import java.util.concurrent.atomic.LongAdder;

/// Counts what was taken out of answers, and tells a host about it, which may log a warning. Never
/// with any of the text. Thread-safe.
public final class Redactions {
  private final LongAdder count = new LongAdder();
  private volatile Runnable listener = () -> {};

  /// How often `[REDACTED]` was put in since the start.
  public long count() {
    return count.sum();
  }

  /// @param runnable runs each time, on the thread that works on the request; replaces an earlier
  ///   one
  public void onEach(Runnable runnable) {
    listener = runnable;
  }

  void add() {
    count.increment();
    listener.run();
  }
}
