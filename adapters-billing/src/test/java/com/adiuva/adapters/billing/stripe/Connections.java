package com.adiuva.adapters.billing.stripe;

import com.adiuva.adapters.billing.testkit.ScriptedStripe;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// How the tests here reach their Stripe.
final class Connections {
  /// Ten times less than usual.
  static final Patience SHORT =
      new Patience(
          Duration.ofMillis(3_500),
          Duration.ofMillis(400),
          Duration.ofMillis(400),
          Duration.ofMillis(1),
          Duration.ofMillis(10));

  private Connections() {}

  static StripeSettings settings(ScriptedStripe stripe) {
    return settings(stripe.baseUrl(), ScriptedStripe.SECRET_KEY);
  }

  static StripeSettings settings(URI base, String key) {
    return new StripeSettings(
        key,
        List.of("whsec_older", ScriptedStripe.WEBHOOK_SECRET),
        base,
        URI.create("https://app.example.org/paid"),
        URI.create("https://app.example.org/plans"),
        URI.create("https://app.example.org/account"));
  }
}
