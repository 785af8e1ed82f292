package com.adiuva.adapters.llm.streaming;

import java.time.Duration;
import java.util.function.Supplier;

/// How long the calls of this thread wait for the first byte of an answer: less than their whole
/// time where there are other models to ask.
public final class Patience {
  private static final ScopedValue<Duration> FIRST_BYTE = ScopedValue.newInstance();
  private static final Duration LONGEST = Duration.ofDays(1);

  private Patience() {}

  /// Runs the call with that patience.
  public static <T> T during(Duration patience, Supplier<T> call) {
    return ScopedValue.where(FIRST_BYTE, patience).call(call::get);
  }

  static Duration now() {
    return FIRST_BYTE.isBound() ? FIRST_BYTE.get() : LONGEST;
  }
}
