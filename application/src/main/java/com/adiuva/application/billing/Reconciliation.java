package com.adiuva.application.billing;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.BillingAccount;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.EventInbox;
import com.adiuva.domain.billing.PaymentGateway;
import com.adiuva.domain.billing.Subscription;
import com.adiuva.domain.billing.SubscriptionSnapshot;
import com.adiuva.domain.billing.Subscriptions;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compares all that lives at Stripe, and all that we believe lives there, with each other, and
/// repairs what an event that was lost has left.
public final class Reconciliation {
  private static final int PAGE = 100;

  private final Subscriptions subscriptions;
  private final EventInbox inbox;
  private final SubscriptionSync sync;
  private final EventEffects effects;
  private final Clock clock;

  public Reconciliation(
      Subscriptions subscriptions,
      EventInbox inbox,
      SubscriptionSync sync,
      EventEffects effects,
      Clock clock) {
    this.subscriptions = subscriptions;
    this.inbox = inbox;
    this.sync = sync;
    this.effects = effects;
    this.clock = clock;
  }

  /// A difference that is none any more.
  public sealed interface Repair {
    /// We knew something else.
    ///
    /// @param before null when we knew nothing
    record Followed(UserId user, @Nullable Subscription before, Subscription after)
        implements Repair {}

    /// Somebody whose account was erased would have been charged.
    record Stopped(String customerId, int subscriptions) implements Repair {}
  }

  /// What was found.
  ///
  /// @param compared how many subscriptions live at Stripe
  /// @param unclear how many differences are left for the worker or the next time
  /// @param strangers how many belong to nobody here
  public record Report(int compared, int repaired, int unclear, int strangers) {}

  /// Compares everything, which takes Stripe's time: a request for each hundred and for each
  /// difference.
  ///
  /// @param onRepair hears of each repair when it is done
  /// @throws ProblemException `BillingNotConfigured`, `BillingUnavailable`, `BillingFailed`,
  ///   `DatabaseUnavailable`
  public Report run(Consumer<Repair> onRepair) {
    Run run = new Run(onRepair);
    PaymentGateway.@Nullable Page page = null;
    do {
      page = sync.gateway().living(page == null ? null : page.next());
      page.subscriptions().forEach(run::compare);
    } while (page.next() != null);
    List<BillingAccount> billed = subscriptions.billed(null, PAGE);
    while (!billed.isEmpty()) {
      billed.forEach(run::compare);
      billed = subscriptions.billed(billed.get(billed.size() - 1).user(), PAGE);
    }
    return new Report(run.living.size(), run.repaired, run.unclear, run.strangers);
  }

  private final class Run {
    private final Consumer<Repair> onRepair;
    private final Set<String> living = new HashSet<>();
    private int repaired;
    private int unclear;
    private int strangers;

    Run(Consumer<Repair> onRepair) {
      this.onRepair = onRepair;
    }

    void compare(SubscriptionSnapshot snapshot) {
      living.add(snapshot.id());
      Instant now = clock.instant();
      Optional<BillingAccount> account = subscriptions.ofCustomer(snapshot.customerId());
      if (account.isEmpty()) {
        compareStranger(snapshot.customerId());
      } else if (!snapshot
          .after(account.get().subscription(), now)
          .equals(account.get().subscription())) {
        follow(account.get());
      }
    }

    private void compareStranger(String customer) {
      if (!inbox.wasErased(customer)) {
        strangers++;
        return;
      }
      try {
        int cancelled = effects.cancelAll(customer);
        if (cancelled > 0) {
          repaired++;
          onRepair.accept(new Repair.Stopped(customer, cancelled));
        }
      } catch (ProblemException e) {
        goOnAfter(e);
      }
    }

    void compare(BillingAccount account) {
      Subscription known = account.subscription();
      if (known != null && known.stripeId() != null && !living.contains(known.stripeId())) {
        follow(account);
      }
    }

    /// What Stripe refuses of one customer keeps nobody from the others.
    private void goOnAfter(ProblemException refusal) {
      if (!(refusal.problem() instanceof BillingProblem.BillingFailed)) {
        throw refusal;
      }
      unclear++;
    }

    private void follow(BillingAccount account) {
      try {
        followUp(account);
      } catch (ProblemException e) {
        goOnAfter(e);
      }
    }

    private void followUp(BillingAccount account) {
      switch (sync.user(account.user())) {
        case SubscriptionSync.Result.Changed changed -> {
          repaired++;
          onRepair.accept(
              new Repair.Followed(
                  account.user(), changed.before().subscription(), changed.after()));
        }
        case SubscriptionSync.Result.Stale stale -> {
          unclear++;
          lookAgain(account);
        }
        case SubscriptionSync.Result.Contended contended -> unclear++;
        case SubscriptionSync.Result.Unchanged unchanged -> {
          // somebody was quicker, or another subscription of his counts
        }
        case SubscriptionSync.Result.Gone gone -> {
          // erased meanwhile, which is an event
        }
      }
    }

    /// One look does not tell whether a subscription is missing: the worker takes several.
    private void lookAgain(BillingAccount account) {
      Subscription known = account.subscription();
      if (known != null) {
        Instant now = clock.instant();
        inbox.receive(
            new BillingEvent(
                "missing_" + known.stripeId() + "_" + account.revision(),
                BillingEvent.SUBSCRIPTION_MISSING,
                account.customerId()),
            now,
            now);
      }
    }
  }
}
