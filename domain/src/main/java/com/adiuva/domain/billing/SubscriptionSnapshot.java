package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.Tier;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A subscription as Stripe has it at this moment. Only those to one of our prices become one.
///
/// @param customerId whose it is, by Stripe's id
/// @param created when it was created at Stripe
public record SubscriptionSnapshot(
    String id,
    String customerId,
    Tier tier,
    SubscriptionStatus status,
    int seats,
    @Nullable Instant currentPeriodEnd,
    boolean cancelAtPeriodEnd,
    Instant created) {

  /// Which of a customer's subscriptions counts: one that is paid before one whose payment failed
  /// before one that lives before one that has ended, and of several such the newest. A pure
  /// function of what Stripe has, so the order in which we hear of it does not matter.
  public static Optional<SubscriptionSnapshot> decisive(List<SubscriptionSnapshot> all) {
    return all.stream()
        .max(
            Comparator.<SubscriptionSnapshot>comparingInt(one -> rank(one.status()))
                .thenComparing(SubscriptionSnapshot::created)
                .thenComparing(SubscriptionSnapshot::id));
  }

  /// What becomes of what we knew.
  ///
  /// @param known what we have of the user, if anything
  /// @param now since when a payment counts as failed that had not failed before
  public Subscription after(@Nullable Subscription known, Instant now) {
    Instant since =
        known != null && id.equals(known.stripeId()) && known.pastDueSince() != null
            ? known.pastDueSince()
            : now;
    return new Subscription(
        id,
        tier,
        status,
        seats,
        currentPeriodEnd,
        cancelAtPeriodEnd,
        status == SubscriptionStatus.PAST_DUE ? since : null);
  }

  private static int rank(SubscriptionStatus status) {
    if (status == SubscriptionStatus.PAST_DUE) {
      return 2;
    }
    return status.entitles() ? 3 : status.isFinal() ? 0 : 1;
  }
}
