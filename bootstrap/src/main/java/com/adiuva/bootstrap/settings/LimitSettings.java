package com.adiuva.bootstrap.settings;

import java.time.Duration;

/// How requests are counted.
///
/// @param window in which a tier's requests per minute are allowed: a minute, but in tests
public record LimitSettings(Duration window) {
  private static final int MINUTE_MILLIS = 60_000;

  static LimitSettings of(Variables read) {
    return new LimitSettings(
        Duration.ofMillis(
            read.integer("RATE_LIMIT_WINDOW_MILLIS", 1, MINUTE_MILLIS, MINUTE_MILLIS)));
  }
}
