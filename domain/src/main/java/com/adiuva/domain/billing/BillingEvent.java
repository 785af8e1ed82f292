package com.adiuva.domain.billing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Something that happened to somebody's money, as Stripe (or the erasure of an account) reports
/// it. It says whom to look after, and not what to believe: the state is asked for.
///
/// @param id unique, such as `evt_…`
/// @param type such as `customer.subscription.updated`
/// @param customerId Stripe's id of the customer it is about; null when it is about none
public record BillingEvent(String id, String type, @Nullable String customerId) {
  /// Not Stripe's: the account of the customer was erased here.
  public static final String ACCOUNT_ERASED = "adiuva.account.erased";

  /// Not Stripe's: a subscription that we know was not found at Stripe.
  public static final String SUBSCRIPTION_MISSING = "adiuva.subscription.missing";

  private static final Set<String> SUBSCRIPTION =
      Set.of(
          SUBSCRIPTION_MISSING,
          "checkout.session.completed",
          "checkout.session.async_payment_succeeded",
          "customer.subscription.created",
          "customer.subscription.updated",
          "customer.subscription.deleted",
          "invoice.paid",
          "invoice.payment_failed");

  /// Whether a subscription may have changed.
  public boolean concernsSubscription() {
    return SUBSCRIPTION.contains(type);
  }
}
