package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.Tier;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which tier a subscription makes, now.
///
/// @param usual of everybody without a subscription that entitles
/// @param grace how long a failed payment changes nothing
public record TierPolicy(Tier usual, Duration grace, Clock clock) {

  public Tier tier(@Nullable Subscription subscription) {
    return subscription != null && subscription.entitlesAt(clock.instant(), grace)
        ? subscription.tier()
        : usual;
  }

  /// The seats that the limits of the tier are multiplied with.
  public int seats(@Nullable Subscription subscription) {
    return subscription != null
            && subscription.tier() == Tier.TEAM
            && subscription.entitlesAt(clock.instant(), grace)
        ? subscription.seats()
        : 1;
  }
}
