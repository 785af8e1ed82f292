package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.shared.Port;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whoever collects the money.
///
/// Every method ends within a few seconds, tries a call again that may be repeated, and throws a
/// [com.adiuva.domain.shared.ProblemException] with `BillingUnavailable` when there is no answer
/// and `BillingFailed` when the answer is a no that the caller cannot do anything about. Calls that
/// change something carry a key derived from what is meant: the same call again has no second
/// effect, also when the first one's reply was lost.
@Port
public interface PaymentGateway {

  /// Creates the customer a checkout is for; again, it is the same one, also when he was deleted
  /// meanwhile.
  ///
  /// @param checkout whose id tells repetitions from new wishes
  /// @return the gateway's id of him
  String createCustomer(Checkout checkout, EmailAddress email);

  /// False for one that was deleted, or never was the gateway's.
  boolean knowsCustomer(String customerId);

  /// Opens the page where a checkout is paid; again, it is the same one.
  ///
  /// @param checkout whose id tells repetitions from new wishes
  /// @throws com.adiuva.domain.shared.ProblemException `BillingFailed` also when the id stands for
  ///   something else already, such as the price before it was raised: then only a new wish helps
  Checkout.Page openCheckout(String customerId, Checkout checkout);

  /// Closes a page nobody has paid on yet.
  ///
  /// @return false when it cannot be paid on any more anyway: it was paid or had expired
  boolean expireCheckout(String sessionId);

  /// Closes every page of the customer's that nobody has paid on yet. Does nothing for an unknown
  /// customer.
  void expireCheckouts(String customerId);

  /// A link to where the customer manages cards, invoices and subscriptions.
  URI openPortal(String customerId);

  /// Lets the subscription end with its period, or go on after all.
  ///
  /// @throws com.adiuva.domain.shared.ProblemException also `NoSubscription`, as do the next two,
  ///   when the gateway does not have it or it has ended
  void cancelAtPeriodEnd(String subscriptionId, boolean cancel);

  /// Ends the subscription at once.
  void cancelNow(String subscriptionId);

  /// Changes what is subscribed to from now on. What is left of the old is credited and what the
  /// new one costs more is collected at once; when that fails, it is `BillingFailed` and nothing
  /// changes.
  ///
  /// @param seats 1 but for `team`
  /// @throws com.adiuva.domain.shared.ProblemException also `PaymentOpen` while one is
  void change(String subscriptionId, Tier tier, int seats);

  /// All subscriptions of the customer to our prices, also those that ended. Empty for an unknown
  /// customer.
  List<SubscriptionSnapshot> subscriptionsOf(String customerId);

  /// A page of everybody's subscriptions to our prices that have not ended.
  ///
  /// @param after the last one's id of the page before; null for the first page
  Page living(@Nullable String after);

  /// @param next what to ask the next page with; null when this is the last one
  record Page(List<SubscriptionSnapshot> subscriptions, @Nullable String next) {}

  /// The event in a request that claims to come from the gateway.
  ///
  /// @param body exactly as it came
  /// @param signature the header that goes with it; null when there is none
  /// @param now for the age of the signature
  /// @throws com.adiuva.domain.shared.ProblemException `InvalidSignature` when the gateway did not
  ///   send that, or sent it too long ago, or it is no event
  BillingEvent verify(byte[] body, @Nullable String signature, Instant now);
}
