package com.adiuva.adapters.billing.stripe;

import java.net.URI;
import java.util.List;

/// How to reach a Stripe account, and where its pages send people back to.
///
/// @param secretKey of the API, such as `sk_live_…` or a restricted `rk_live_…`
/// @param webhookSecrets any of which may sign an event; at least one
/// @param apiBase without a path; [#STRIPE] unless something stands in for it
/// @param successUrl after a payment
/// @param cancelUrl from a checkout that was given up
/// @param portalReturnUrl from the customer portal
public record StripeSettings(
    String secretKey,
    List<String> webhookSecrets,
    URI apiBase,
    URI successUrl,
    URI cancelUrl,
    URI portalReturnUrl) {
  public static final URI STRIPE = URI.create("https://api.stripe.com");

  public StripeSettings {
    webhookSecrets = List.copyOf(webhookSecrets);
    if (secretKey.isBlank() || webhookSecrets.isEmpty()) {
      throw new IllegalArgumentException("Stripe needs a key, and a secret that signs its events");
    }
  }

  /// Never the secrets.
  @Override
  public String toString() {
    return "StripeSettings[" + apiBase + "]";
  }
}
