package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.Tier;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a user subscribed to.
///
/// @param stripeId Stripe's id of it; null when an operator granted it
/// @param tier what it entitles to while it does; never `free` but for a grant
/// @param seats at least 1; more only for `team`
/// @param currentPeriodEnd until when it is paid; null for a grant
/// @param cancelAtPeriodEnd whether it ends then
/// @param pastDueSince when we first saw that a payment failed; not null just while the status is
///   [SubscriptionStatus#PAST_DUE]
public record Subscription(
    @Nullable String stripeId,
    Tier tier,
    SubscriptionStatus status,
    int seats,
    @Nullable Instant currentPeriodEnd,
    boolean cancelAtPeriodEnd,
    @Nullable Instant pastDueSince) {

  public Subscription {
    if (seats < 1) {
      throw new IllegalArgumentException("a subscription has at least one seat");
    }
    if ((status == SubscriptionStatus.PAST_DUE) != (pastDueSince != null)) {
      throw new IllegalArgumentException("past due, but not since when, or the other way round");
    }
  }

  /// What an operator gives, for as long as he likes.
  public static Subscription granted(Tier tier) {
    return new Subscription(null, tier, SubscriptionStatus.ACTIVE, 1, null, false, null);
  }

  /// Whether Stripe collects money for it, or will again.
  public boolean isBilled() {
    return stripeId != null && !status.isFinal();
  }

  /// Whether its tier is the user's at `now`.
  ///
  /// @param grace how long a failed payment changes nothing
  public boolean entitlesAt(Instant now, Duration grace) {
    return status.entitles() && (pastDueSince == null || now.isBefore(pastDueSince.plus(grace)));
  }
}
