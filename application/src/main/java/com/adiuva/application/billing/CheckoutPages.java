package com.adiuva.application.billing;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.BillingAccount;
import com.adiuva.domain.billing.Checkout;
import com.adiuva.domain.billing.Checkouts;
import com.adiuva.domain.billing.PaymentGateway;
import com.adiuva.domain.billing.Subscriptions;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.RandomUuid;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Opens the pages where subscriptions are paid: one at a time for each user, so that he cannot
/// subscribe twice. A wish is noted before Stripe hears of it; whoever repeats it, also after a
/// lost reply, gets the page of the first.
public final class CheckoutPages {
  /// Less than the day for which Stripe recognises a repetition and keeps a page open.
  private static final Duration LIFETIME = Duration.ofHours(23);

  /// Stripe opens no page for less than half an hour.
  private static final Duration SHORTEST = Duration.ofHours(1);

  private static final int ATTEMPTS = 5;

  private final Subscriptions subscriptions;
  private final Checkouts checkouts;
  private final SubscriptionSync sync;
  private final Clock clock;
  private final RandomGenerator random;

  public CheckoutPages(
      Subscriptions subscriptions,
      Checkouts checkouts,
      SubscriptionSync sync,
      Clock clock,
      RandomGenerator random) {
    this.subscriptions = subscriptions;
    this.checkouts = checkouts;
    this.sync = sync;
    this.clock = clock;
    this.random = random;
  }

  /// @throws ProblemException `AlreadySubscribed`, `BillingUnavailable`, `BillingFailed`,
  ///   `Overloaded` when the user asked for one thing after the other at the same moment,
  ///   `TokenExpired` when he is gone
  URI open(UserId user, Order order) {
    requireUnsubscribed(account(user));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Instant now = clock.instant();
      Checkout wish =
          new Checkout(
              RandomUuid.from(random), user, order.tier(), order.seats(), null, now.plus(LIFETIME));
      Checkout open = checkouts.begin(wish, now);
      if (open.isSameOrder(wish)) {
        Checkout.Page page = open.page();
        if (page != null && isStillOpen(open)) {
          return page.url();
        }
        if (page == null && !open.expiresAt().minus(SHORTEST).isBefore(now)) {
          Optional<Checkout.Page> opened = openPage(open);
          if (opened.isPresent()) {
            return opened.get().url();
          }
        }
      } else {
        closePage(open);
      }
      checkouts.close(open.id());
    }
    throw new ProblemException(new Problem.Overloaded(Duration.ofSeconds(1)));
  }

  /// Somebody may have paid there, and we have not heard of it yet; or nobody can.
  private boolean isStillOpen(Checkout checkout) {
    try {
      sync.user(checkout.user());
    } catch (ProblemException e) {
      return true; // as far as we know
    }
    return !isCustomerLost(checkout.user()) && isCurrent(checkout);
  }

  private boolean isCurrent(Checkout checkout) {
    return checkouts
        .open(checkout.user(), clock.instant())
        .filter(now -> now.id().equals(checkout.id()))
        .isPresent();
  }

  /// Whether the user is a customer who does not exist any more. Then he is forgotten here, too,
  /// and so is the wish: its id stands for him at Stripe.
  private boolean isCustomerLost(UserId user) {
    BillingAccount account = account(user);
    requireUnsubscribed(account);
    String customer = account.customerId();
    if (customer == null || gateway().knowsCustomer(customer)) {
      return false;
    }
    subscriptions.forgetCustomer(user, customer);
    return true;
  }

  /// Empty when the wish is given up, and another one may do.
  private Optional<Checkout.Page> openPage(Checkout checkout) {
    BillingAccount account = account(checkout.user());
    if (account.customerId() != null) {
      follow(checkout.user()); // an event may have been lost
      account = account(checkout.user());
      requireUnsubscribed(account);
    }
    Checkout.Page page;
    try {
      page = gateway().openCheckout(customer(account, checkout), checkout);
    } catch (ProblemException e) {
      if (isRefusal(e) && isGivenUp(checkout)) {
        return Optional.empty();
      }
      throw e;
    }
    if (checkouts.opened(checkout.id(), page)) {
      return Optional.of(page);
    }
    gateway().expireCheckout(page.sessionId()); // nobody would know of it
    return Optional.empty();
  }

  /// Whether a wish was refused for the sake of a customer who is lost, or of whoever gave it up
  /// meanwhile: then another one may do. This one is over in any case, since repeating it would be
  /// refused as well.
  private boolean isGivenUp(Checkout refused) {
    try {
      return isCustomerLost(refused.user()) || !isCurrent(refused);
    } finally {
      checkouts.close(refused.id());
    }
  }

  /// A page that cannot be closed may have been paid on. Of one that we know nothing of yet, or
  /// never heard, we learn by asking for it again.
  private void closePage(Checkout open) {
    Checkout.@Nullable Page page = open.page();
    boolean learnable = !open.expiresAt().minus(SHORTEST).isBefore(clock.instant());
    if (page == null && learnable) {
      try {
        page = gateway().openCheckout(customer(account(open.user()), open), open);
      } catch (ProblemException e) {
        if (!isRefusal(e)) {
          throw e;
        }
      }
    }
    if (page != null && !gateway().expireCheckout(page.sessionId())) {
      follow(open.user());
      requireUnsubscribed(account(open.user()));
    }
  }

  /// Whoever may have a subscription that we do not understand is sold no second one.
  private void follow(UserId user) {
    if (sync.user(user) instanceof SubscriptionSync.Result.Stale) {
      throw new ProblemException(new BillingProblem.BillingUnavailable());
    }
  }

  private static boolean isRefusal(ProblemException e) {
    return e.problem() instanceof BillingProblem.BillingFailed;
  }

  private String customer(BillingAccount account, Checkout checkout) {
    String known = account.customerId();
    if (known != null) {
      return known;
    }
    String created = gateway().createCustomer(checkout, account.email());
    return subscriptions
        .linkCustomer(account.user(), created)
        .orElseThrow(() -> new ProblemException(new Problem.TokenExpired()));
  }

  private BillingAccount account(UserId user) {
    return subscriptions
        .of(user)
        .orElseThrow(() -> new ProblemException(new Problem.TokenExpired()));
  }

  private void requireUnsubscribed(BillingAccount account) {
    if (account.subscription() != null && account.subscription().isBilled()) {
      throw new ProblemException(new BillingProblem.AlreadySubscribed(portal(account)));
    }
  }

  /// A link, if there is one to be had: the refusal does not depend on it.
  private @Nullable URI portal(BillingAccount account) {
    String customer = account.customerId();
    try {
      return customer == null ? null : gateway().openPortal(customer);
    } catch (ProblemException e) {
      return null;
    }
  }

  private PaymentGateway gateway() {
    return sync.gateway();
  }
}
