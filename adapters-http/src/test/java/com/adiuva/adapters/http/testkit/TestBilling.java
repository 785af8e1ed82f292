package com.adiuva.adapters.http.testkit;

import com.adiuva.adapters.http.billing.BillingRoutes;
import com.adiuva.adapters.http.billing.WebhookRoutes;
import com.adiuva.adapters.http.shared.Idempotency;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.application.Adiuva;
import com.adiuva.application.Adiuva.BillingFeature;
import com.adiuva.application.Adiuva.BillingPorts;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.accounts.Users;
import com.adiuva.domain.billing.BillingAccount;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.EventInbox;
import com.adiuva.domain.billing.InMemoryBilling;
import com.adiuva.domain.billing.InMemoryPaymentGateway;
import com.adiuva.domain.billing.Subscription;
import com.adiuva.domain.billing.Subscriptions;
import com.adiuva.domain.billing.TierPolicy;
import com.adiuva.domain.shared.InMemoryIdempotencyKeys;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The use cases of billing over memory, with their routes, and with a payment provider that can be
/// taken away.
public final class TestBilling {
  public final InMemoryPaymentGateway gateway;
  public final InMemoryBilling store = new InMemoryBilling();
  public final BillingFeature feature;
  private final Subscriptions known;
  private final List<RouteGroup> routes;
  private volatile boolean inboxAway;

  /// @param configured whether there is a payment provider
  TestBilling(Clock clock, Users users, boolean configured) {
    gateway = new InMemoryPaymentGateway(clock);
    known = new Known(users);
    feature =
        new Adiuva(clock)
            .billing(
                new BillingPorts(
                    known,
                    store,
                    new Breakable(),
                    configured ? Optional.of(gateway) : Optional.empty(),
                    new TierPolicy(Tier.FREE, Duration.ofDays(7), clock)));
    routes =
        List.of(
            new BillingRoutes(
                feature.billing(), new Idempotency(new InMemoryIdempotencyKeys(), clock)),
            new WebhookRoutes(feature.webhooks()));
  }

  /// What is known of a user.
  public Optional<BillingAccount> account(UserId user) {
    return known.of(user);
  }

  /// Gives a user a subscription.
  public void subscribe(UserId user, Subscription subscription) {
    known.apply(account(user).orElseThrow(), subscription, null, Instant.EPOCH);
  }

  /// The database does not answer any more.
  public void setInboxAway(boolean isAway) {
    inboxAway = isAway;
  }

  List<RouteGroup> routes() {
    return routes;
  }

  /// Knows everybody who has an account.
  private final class Known implements Subscriptions {
    private final Users users;

    Known(Users users) {
      this.users = users;
    }

    @Override
    public Optional<BillingAccount> of(UserId user) {
      if (store.of(user).isEmpty()) {
        Optional<User> known = users.byId(user);
        known.ifPresent(store::add);
      }
      return store.of(user);
    }

    @Override
    public List<BillingAccount> ofAll(Collection<UserId> all) {
      all.forEach(this::of);
      return store.ofAll(all);
    }

    @Override
    public Optional<BillingAccount> ofCustomer(String customerId) {
      return store.ofCustomer(customerId);
    }

    @Override
    public Optional<String> linkCustomer(UserId user, String customerId) {
      return store.linkCustomer(user, customerId);
    }

    @Override
    public void forgetCustomer(UserId user, String customerId) {
      store.forgetCustomer(user, customerId);
    }

    @Override
    public boolean apply(
        BillingAccount account,
        @Nullable Subscription subscription,
        @Nullable String eventId,
        Instant now) {
      return store.apply(account, subscription, eventId, now);
    }

    @Override
    public List<BillingAccount> billed(@Nullable UserId after, int limit) {
      return store.billed(after, limit);
    }
  }

  private final class Breakable implements EventInbox {
    @Override
    public boolean receive(BillingEvent event, Instant now, Instant lease) {
      if (inboxAway) {
        throw new ProblemException(new Problem.DatabaseUnavailable());
      }
      return store.receive(event, now, lease);
    }

    @Override
    public List<Entry> claim(Instant now, Instant lease, int limit) {
      return store.claim(now, lease, limit);
    }

    @Override
    public void done(String eventId, Instant now) {
      store.done(eventId, now);
    }

    @Override
    public void ignore(String eventId, Instant now) {
      store.ignore(eventId, now);
    }

    @Override
    public void retryAt(String eventId, Instant due, String problem) {
      store.retryAt(eventId, due, problem);
    }

    @Override
    public boolean wasErased(String customerId) {
      return store.wasErased(customerId);
    }

    @Override
    public List<Line> newest(@Nullable State state, int limit) {
      return store.newest(state, limit);
    }
  }
}
