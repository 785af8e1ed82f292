package com.adiuva.application.billing;

import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.BillingAccount;
import com.adiuva.domain.billing.Subscription;
import com.adiuva.domain.billing.Subscriptions;
import java.time.Clock;
import java.util.Optional;

/// Tiers that the operator gives without anybody paying for them.
public final class Grants {
  private static final int ATTEMPTS = 5;

  private final Subscriptions subscriptions;
  private final Clock clock;

  public Grants(Subscriptions subscriptions, Clock clock) {
    this.subscriptions = subscriptions;
    this.clock = clock;
  }

  /// What came of it.
  public sealed interface Outcome {
    /// It is his from his next request on.
    record Granted() implements Outcome {}

    /// There is no such user.
    record NoUser() implements Outcome {}

    /// He pays for one, and that would win.
    ///
    /// @param subscriptionId Stripe's id of it
    record Paying(String subscriptionId) implements Outcome {}

    /// Others changed it each time we looked.
    record Contended() implements Outcome {}
  }

  /// Gives the user a tier for as long as nobody gives him another.
  public Outcome grant(UserId user, Tier tier) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<BillingAccount> account = subscriptions.of(user);
      if (account.isEmpty()) {
        return new Outcome.NoUser();
      }
      Subscription known = account.get().subscription();
      if (known != null && known.stripeId() != null && known.isBilled()) {
        return new Outcome.Paying(known.stripeId());
      }
      Subscription grant = Subscription.granted(tier);
      if (subscriptions.apply(account.get(), grant, null, clock.instant())) {
        return new Outcome.Granted();
      }
    }
    return new Outcome.Contended();
  }
}
