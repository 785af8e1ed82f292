package com.adiuva.adapters.billing.stripe;

import com.stripe.exception.StripeException;
import org.jspecify.annotations.Nullable;

/// Stripe's no: the request was understood and will not be done.
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String code;
  private final boolean repeated;

  /// @param repeated whether an earlier attempt of the same request may have been done
  Refusal(StripeException cause, boolean repeated) {
    super("Stripe refused: " + cause.getStatusCode() + " " + cause.getCode(), cause);
    this.code = cause.getCode();
    this.repeated = repeated;
  }

  boolean isRepeated() {
    return repeated;
  }

  /// Whether what the request is about does not exist, or not any more.
  boolean isMissing() {
    return "resource_missing".equals(code);
  }
}
