package com.adiuva.adapters.billing.stripe;

import java.time.Duration;

/// How long to wait for Stripe.
///
/// @param whole for everything that one call of the gateway needs, with all it tries again
/// @param attempt for one request
/// @param connect for a connection
/// @param firstPause at most, before the second attempt; it doubles with each more
/// @param longestPause at most, before any
record Patience(
    Duration whole,
    Duration attempt,
    Duration connect,
    Duration firstPause,
    Duration longestPause) {
  static final int ATTEMPTS = 5;

  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(9),
          Duration.ofSeconds(4),
          Duration.ofSeconds(2),
          Duration.ofMillis(100),
          Duration.ofSeconds(2));

  /// The most to wait after so many failures.
  Duration pauseAfter(int failures) {
    Duration doubled = firstPause.multipliedBy(1L << Math.min(failures - 1, 16));
    return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
  }
}
