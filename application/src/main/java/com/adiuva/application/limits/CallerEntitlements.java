package com.adiuva.application.limits;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.BillingAccount;
import com.adiuva.domain.billing.Entitlements;
import com.adiuva.domain.billing.Subscription;
import com.adiuva.domain.billing.SubscriptionStatus;
import java.util.Optional;
import java.util.function.Function;

/// Tells users what they may do.
public final class CallerEntitlements {
  private final Function<UserId, Optional<BillingAccount>> accounts;

  /// @param accounts such as [com.adiuva.domain.billing.Subscriptions#of]
  public CallerEntitlements(Function<UserId, Optional<BillingAccount>> accounts) {
    this.accounts = accounts;
  }

  /// What a user may do, and why.
  ///
  /// @param status of the subscription; empty when there is none or it has ended
  /// @param entitlements of one seat
  public record Report(
      Tier tier, Optional<SubscriptionStatus> status, int seats, Entitlements entitlements) {

    /// Of all seats together.
    public int requestsPerMinute() {
      return entitlements.requestsPerMinute(seats);
    }
  }

  public Report of(Caller caller) {
    Optional<SubscriptionStatus> status =
        accounts
            .apply(caller.id())
            .flatMap(account -> Optional.ofNullable(account.subscription()))
            .map(Subscription::status)
            .filter(one -> !one.isFinal());
    return new Report(caller.tier(), status, caller.seats(), Entitlements.of(caller.tier()));
  }
}
