package com.adiuva.application.billing;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.BillingAccount;
import com.adiuva.domain.billing.Subscription;
import com.adiuva.domain.billing.SubscriptionStatus;
import com.adiuva.domain.billing.Subscriptions;
import com.adiuva.domain.billing.TierPolicy;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a user does about his subscription. What Stripe was told to do is known here, too, when the
/// call returns; if Stripe cannot be asked at that moment, its event will tell.
public final class Billing {
  private static final int ATTEMPTS = 5;

  private final Subscriptions subscriptions;
  private final TierPolicy tiers;
  private final SubscriptionSync sync;
  private final CheckoutPages pages;
  private final boolean configured;
  private final Clock clock;

  /// @param configured whether somebody collects money
  public Billing(
      Subscriptions subscriptions,
      TierPolicy tiers,
      SubscriptionSync sync,
      CheckoutPages pages,
      boolean configured,
      Clock clock) {
    this.subscriptions = subscriptions;
    this.tiers = tiers;
    this.sync = sync;
    this.pages = pages;
    this.configured = configured;
    this.clock = clock;
  }

  /// When a cancelled subscription ends.
  public enum When {
    PERIOD_END,
    NOW
  }

  /// A user's subscription and what it makes of him.
  ///
  /// @param tier as it is now
  /// @param subscription null when there is none or it has ended
  public record Overview(Tier tier, @Nullable Subscription subscription) {}

  public Overview subscription(Caller caller) {
    Subscription known = account(caller).subscription();
    return new Overview(
        tiers.tier(known), known == null || known.status().isFinal() ? null : known);
  }

  /// Where the caller pays for what he wants: the same page while he wants the same. Without a
  /// payment provider an address that is none, with `stub` in it, and nothing changes.
  ///
  /// @throws ProblemException `AlreadySubscribed`, `BillingUnavailable`, `BillingFailed`
  public URI checkout(Caller caller, Order order) {
    return configured ? pages.open(caller.id(), order) : stub(order);
  }

  private static URI stub(Order order) {
    return URI.create(
        "https://stub.invalid/checkout-stub?tier="
            + order.tier().wireName()
            + "&seats="
            + order.seats());
  }

  /// Where the caller manages cards, invoices and the subscription.
  ///
  /// @throws ProblemException `NoSubscription` for who never began to pay, or was deleted at Stripe
  ///   since, `BillingNotConfigured`, `BillingUnavailable`, `BillingFailed`
  public URI portal(Caller caller) {
    sync.gateway();
    BillingAccount account = account(caller);
    String customer = account.customerId();
    if (customer == null) {
      throw noSubscription();
    }
    try {
      return sync.gateway().openPortal(customer);
    } catch (ProblemException e) {
      boolean refused = e.problem() instanceof BillingProblem.BillingFailed;
      throw refused && !isBilled(account) && !sync.gateway().knowsCustomer(customer)
          ? noSubscription()
          : e;
    }
  }

  private static boolean isBilled(BillingAccount account) {
    return account.subscription() != null && account.subscription().isBilled();
  }

  /// Ends the caller's subscription. One that an operator granted has no period and ends at once.
  ///
  /// @return when it ends, as far as that is known
  /// @throws ProblemException `NoSubscription`, `BillingNotConfigured` for one at Stripe that we
  ///   cannot reach any more, `BillingUnavailable`, `BillingFailed`
  public @Nullable Instant cancel(Caller caller, When when) {
    Subscription known = living(caller);
    String id = known.stripeId();
    if (id == null) {
      return revoke(caller.id());
    }
    tell(
        caller,
        () -> {
          switch (when) {
            case NOW -> sync.gateway().cancelNow(id);
            case PERIOD_END -> sync.gateway().cancelAtPeriodEnd(id, true);
          }
        });
    return when == When.NOW ? clock.instant() : known.currentPeriodEnd();
  }

  /// Lets a subscription go on that was to end with its period.
  ///
  /// @throws ProblemException `NoSubscription`, `BillingNotConfigured`, `BillingUnavailable`,
  ///   `BillingFailed`
  public void resume(Caller caller) {
    sync.gateway();
    String id = billed(caller);
    tell(caller, () -> sync.gateway().cancelAtPeriodEnd(id, false));
  }

  /// Changes what the caller subscribed to, from now on.
  ///
  /// @throws ProblemException `NoSubscription`, `PaymentOpen`, `BillingNotConfigured`,
  ///   `BillingUnavailable`, `BillingFailed` also when what it costs more could not be collected
  public void change(Caller caller, Order order) {
    sync.gateway();
    String id = billed(caller);
    if (!isPaid(living(caller))) {
      follow(caller);
      if (!isPaid(living(caller))) {
        throw new ProblemException(new BillingProblem.PaymentOpen());
      }
    }
    tell(caller, () -> sync.gateway().change(id, order.tier(), order.seats()));
  }

  private static boolean isPaid(Subscription one) {
    return one.status() == SubscriptionStatus.ACTIVE || one.status() == SubscriptionStatus.TRIALING;
  }

  /// Also when Stripe says that there is none: then what we know is wrong.
  private void tell(Caller caller, Runnable request) {
    try {
      request.run();
    } catch (ProblemException e) {
      if (e.problem() instanceof BillingProblem.NoSubscription) {
        follow(caller);
      }
      throw e;
    }
    follow(caller);
  }

  private void follow(Caller caller) {
    try {
      sync.user(caller.id());
    } catch (ProblemException e) {
      // What was asked for has been done. The event of it, or the hourly comparison, will tell.
    }
  }

  private Instant revoke(UserId user) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      BillingAccount account = account(user);
      Subscription granted = account.subscription();
      if (granted == null || granted.status().isFinal() || granted.stripeId() != null) {
        break;
      }
      Instant now = clock.instant();
      if (subscriptions.apply(account, SubscriptionSync.ended(granted), null, now)) {
        return now;
      }
    }
    throw noSubscription();
  }

  private String billed(Caller caller) {
    String id = living(caller).stripeId();
    if (id == null) {
      throw noSubscription();
    }
    return id;
  }

  private Subscription living(Caller caller) {
    Subscription known = account(caller).subscription();
    if (known == null || known.status().isFinal()) {
      throw noSubscription();
    }
    return known;
  }

  private BillingAccount account(Caller caller) {
    return account(caller.id());
  }

  private BillingAccount account(UserId user) {
    return subscriptions
        .of(user)
        .orElseThrow(() -> new ProblemException(new Problem.TokenExpired()));
  }

  private static ProblemException noSubscription() {
    return new ProblemException(new BillingProblem.NoSubscription());
  }
}
