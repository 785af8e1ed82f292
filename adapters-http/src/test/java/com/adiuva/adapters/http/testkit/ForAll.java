package com.adiuva.adapters.http.testkit;

import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/// Checks a property on many generated values; a failure names the seed that repeats it.
public final class ForAll {
  private ForAll() {}

  /// @param runs how many values; the system property `seed` repeats a failed run
  public static <T> void check(int runs, Function<Random, T> generator, Consumer<T> property) {
    long first = Long.getLong("seed", System.nanoTime());
    for (int run = 0; run < runs; run++) {
      long seed = first + run;
      try {
        property.accept(generator.apply(new Random(seed)));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("Failed with -Dseed=" + seed + " in run " + run, e);
      }
    }
  }
}
