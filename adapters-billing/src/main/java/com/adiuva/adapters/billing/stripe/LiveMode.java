package com.adiuva.adapters.billing.stripe;

/// Whether a key moves real money.
enum LiveMode {
  LIVE,
  TEST,
  /// A key that is not Stripe's, such as a mock's.
  UNKNOWN;

  static LiveMode ofKey(String key) {
    if (key.startsWith("sk_live_") || key.startsWith("rk_live_")) {
      return LIVE;
    }
    return key.startsWith("sk_test_") || key.startsWith("rk_test_") ? TEST : UNKNOWN;
  }

  /// Whether an event with that `livemode` is about what the key sees.
  boolean includes(boolean livemode) {
    return this == UNKNOWN || livemode == (this == LIVE);
  }
}
