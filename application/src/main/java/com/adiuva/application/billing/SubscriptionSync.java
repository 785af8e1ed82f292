package com.adiuva.application.billing;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.BillingAccount;
import com.adiuva.domain.billing.PaymentGateway;
import com.adiuva.domain.billing.Subscription;
import com.adiuva.domain.billing.SubscriptionSnapshot;
import com.adiuva.domain.billing.SubscriptionStatus;
import com.adiuva.domain.billing.Subscriptions;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes what we know of a user what Stripe has of him. What is known is read before Stripe is
/// asked, and replaced only if nobody replaced or confirmed it meanwhile; so an older answer never
/// overwrites a newer one, in whatever order events arrive.
public final class SubscriptionSync {
  private static final int ATTEMPTS = 5;

  private final Subscriptions subscriptions;
  private final Optional<PaymentGateway> gateway;
  private final Clock clock;

  public SubscriptionSync(
      Subscriptions subscriptions, Optional<PaymentGateway> gateway, Clock clock) {
    this.subscriptions = subscriptions;
    this.gateway = gateway;
    this.clock = clock;
  }

  /// What came of it.
  sealed interface Result {
    /// It was something else before, and is known now.
    record Changed(BillingAccount before, Subscription after) implements Result {}

    /// It was known.
    record Unchanged() implements Result {}

    /// There is no such user.
    record Gone() implements Result {}

    /// Stripe said what cannot be, so it spoke of an earlier moment.
    record Stale() implements Result {}

    /// Others were quicker each time.
    record Contended() implements Result {}
  }

  /// For a user.
  ///
  /// @throws ProblemException `BillingNotConfigured`, `BillingUnavailable`, `BillingFailed`
  Result user(UserId user) {
    return run(() -> subscriptions.of(user), null, false);
  }

  /// For a customer, as the effect of an event.
  ///
  /// @param eventId marked as done together with the change; null for none
  /// @param believed whether Stripe is to be believed what cannot be, since it has been saying so
  ///   for minutes: that it does not have the subscription we know, or that one lives that had
  ///   ended. Otherwise the answer is taken for a stale one
  Result customer(String customerId, @Nullable String eventId, boolean believed) {
    return run(() -> subscriptions.ofCustomer(customerId), eventId, believed);
  }

  private Result run(
      Supplier<Optional<BillingAccount>> read, @Nullable String eventId, boolean believed) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<BillingAccount> found = read.get();
      if (found.isEmpty()) {
        return new Result.Gone();
      }
      BillingAccount account = found.get();
      String customer = account.customerId();
      List<SubscriptionSnapshot> all =
          customer == null ? List.of() : gateway().subscriptionsOf(customer);
      Instant now = clock.instant();
      Subscription known = account.subscription();
      if (known != null && isStale(known, all, believed)) {
        return new Result.Stale();
      }
      Optional<Subscription> next = next(known, all, now);
      if (subscriptions.apply(account, next.orElse(null), eventId, now)) {
        return next.<Result>map(after -> new Result.Changed(account, after))
            .orElseGet(Result.Unchanged::new);
      }
    }
    return new Result.Contended();
  }

  private static boolean isStale(
      Subscription known, List<SubscriptionSnapshot> all, boolean believed) {
    String id = known.stripeId();
    if (id == null) {
      return false;
    }
    Optional<SubscriptionSnapshot> same =
        all.stream().filter(one -> one.id().equals(id)).findFirst();
    if (same.isEmpty()) {
      return known.isBilled() && !believed;
    }
    return !believed
        && same.get().status() != known.status()
        && !known.status().next().contains(same.get().status());
  }

  /// @return empty when what is known holds
  private static Optional<Subscription> next(
      @Nullable Subscription known, List<SubscriptionSnapshot> all, Instant now) {
    Optional<SubscriptionSnapshot> decisive = SubscriptionSnapshot.decisive(all);
    if (decisive.isEmpty()) {
      return Optional.ofNullable(known).filter(Subscription::isBilled).map(SubscriptionSync::ended);
    }
    boolean granted = known != null && known.stripeId() == null && known.status().entitles();
    if (granted && !decisive.get().status().entitles()) {
      return Optional.empty(); // an operator's grant outlives what was bought before
    }
    return decisive.map(one -> one.after(known, now)).filter(after -> !after.equals(known));
  }

  static Subscription ended(Subscription one) {
    return new Subscription(
        one.stripeId(),
        one.tier(),
        SubscriptionStatus.CANCELED,
        one.seats(),
        one.currentPeriodEnd(),
        one.cancelAtPeriodEnd(),
        null);
  }

  PaymentGateway gateway() {
    return gateway.orElseThrow(
        () -> new ProblemException(new BillingProblem.BillingNotConfigured()));
  }
}
