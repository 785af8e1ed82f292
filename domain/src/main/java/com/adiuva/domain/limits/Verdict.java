package com.adiuva.domain.limits;

import java.time.Duration;

/// What a limiter said.
///
/// @param admitted whether the event may happen (and was counted)
/// @param remaining how many more would be admitted right now
/// @param reset how long until the oldest event that counts now leaves the window; when refused the
///   same as `retryAfter`, which is later where the limit was lowered
/// @param retryAfter when refused, how long until one would be admitted; zero when admitted
public record Verdict(boolean admitted, int remaining, Duration reset, Duration retryAfter) {
  public static Verdict admitted(int remaining, Duration reset) {
    return new Verdict(true, remaining, reset, Duration.ZERO);
  }

  public static Verdict refused(Duration retryAfter) {
    return new Verdict(false, 0, retryAfter, retryAfter);
  }
}
