package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the in-memory gateway knows: customers, sessions, subscriptions, and what happened to them.
final class InMemoryPayments implements PayingCustomers {
  private static final Duration PERIOD = Duration.ofDays(30);

  private record Order(String customerId, Checkout checkout) {}

  private final Clock clock;
  private final Set<String> customers = new HashSet<>();
  private final Map<String, Order> open = new HashMap<>();
  private final Map<String, SubscriptionSnapshot> subscriptions = new LinkedHashMap<>();
  private final List<BillingEvent> events = new ArrayList<>();
  private int ids;

  InMemoryPayments(Clock clock) {
    this.clock = clock;
  }

  synchronized String newCustomer() {
    String id = "cus_" + ++ids;
    customers.add(id);
    return id;
  }

  synchronized boolean knowsCustomer(String customerId) {
    return customers.contains(customerId);
  }

  synchronized void requireCustomer(String customerId) {
    if (!knowsCustomer(customerId)) {
      throw new ProblemException(new BillingProblem.BillingFailed());
    }
  }

  synchronized String newSession(String customerId, Checkout checkout) {
    String id = "cs_" + ++ids;
    open.put(id, new Order(customerId, checkout));
    return id;
  }

  synchronized boolean expire(String sessionId) {
    Order order = open.remove(sessionId);
    return order != null && clock.instant().isBefore(order.checkout().expiresAt());
  }

  synchronized void expireAll(String customerId) {
    open.values().removeIf(order -> order.customerId().equals(customerId));
  }

  synchronized List<SubscriptionSnapshot> subscriptions() {
    return List.copyOf(subscriptions.values());
  }

  synchronized List<BillingEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public synchronized String pay(String sessionId) {
    return begin(sessionId, SubscriptionStatus.ACTIVE);
  }

  @Override
  public synchronized String payLater(String sessionId) {
    return begin(sessionId, SubscriptionStatus.INCOMPLETE);
  }

  private String begin(String sessionId, SubscriptionStatus status) {
    Order order = open.get(sessionId);
    if (order == null || !expire(sessionId)) {
      throw new IllegalStateException("nobody can pay on " + sessionId);
    }
    String id = "sub_" + ++ids;
    var snapshot =
        new SubscriptionSnapshot(
            id,
            order.customerId(),
            order.checkout().tier(),
            status,
            order.checkout().seats(),
            clock.instant().plus(PERIOD),
            false,
            clock.instant());
    subscriptions.put(id, snapshot);
    tell("customer.subscription.created", snapshot);
    if (status == SubscriptionStatus.ACTIVE) {
      tell("invoice.paid", snapshot);
    }
    tell("checkout.session.completed", snapshot);
    return id;
  }

  @Override
  public synchronized void failPayment(String subscriptionId) {
    tell("invoice.payment_failed", living(subscriptionId));
    become(subscriptionId, SubscriptionStatus.PAST_DUE);
  }

  @Override
  public synchronized void recover(String subscriptionId) {
    tell("invoice.paid", living(subscriptionId));
    become(subscriptionId, SubscriptionStatus.ACTIVE);
  }

  @Override
  public synchronized void giveUp(String subscriptionId) {
    boolean never = living(subscriptionId).status() == SubscriptionStatus.INCOMPLETE;
    become(
        subscriptionId,
        never ? SubscriptionStatus.INCOMPLETE_EXPIRED : SubscriptionStatus.CANCELED);
  }

  @Override
  public synchronized void endPeriod(String subscriptionId) {
    if (living(subscriptionId).cancelAtPeriodEnd()) {
      become(subscriptionId, SubscriptionStatus.CANCELED);
    } else {
      tell("invoice.paid", living(subscriptionId));
      replace(
          subscriptionId,
          one -> {
            Instant next = Objects.requireNonNull(one.currentPeriodEnd()).plus(PERIOD);
            return copy(one, one.tier(), SubscriptionStatus.ACTIVE, one.seats(), next, false);
          });
    }
  }

  @Override
  public synchronized void delete(String customerId) {
    customers.remove(customerId);
    subscriptions().stream()
        .filter(one -> one.customerId().equals(customerId) && !one.status().isFinal())
        .forEach(one -> become(one.id(), SubscriptionStatus.CANCELED));
  }

  synchronized void cancelAtPeriodEnd(String subscriptionId, boolean cancel) {
    requireSubscription(subscriptionId);
    replace(
        subscriptionId,
        one -> copy(one, one.tier(), one.status(), one.seats(), one.currentPeriodEnd(), cancel));
  }

  synchronized void cancelNow(String subscriptionId) {
    requireSubscription(subscriptionId);
    become(subscriptionId, SubscriptionStatus.CANCELED);
  }

  synchronized void change(String subscriptionId, Tier tier, int seats) {
    requireSubscription(subscriptionId);
    SubscriptionStatus status = living(subscriptionId).status();
    if (status != SubscriptionStatus.ACTIVE && status != SubscriptionStatus.TRIALING) {
      throw new ProblemException(new BillingProblem.PaymentOpen());
    }
    replace(
        subscriptionId,
        one ->
            copy(one, tier, one.status(), seats, one.currentPeriodEnd(), one.cancelAtPeriodEnd()));
  }

  private void requireSubscription(String id) {
    SubscriptionSnapshot known = subscriptions.get(id);
    if (known == null || known.status().isFinal()) {
      throw new ProblemException(new BillingProblem.NoSubscription());
    }
  }

  private SubscriptionSnapshot living(String id) {
    SubscriptionSnapshot known = subscriptions.get(id);
    if (known == null || known.status().isFinal()) {
      throw new IllegalStateException("there is no living " + id);
    }
    return known;
  }

  private void become(String id, SubscriptionStatus status) {
    replace(
        id,
        one ->
            copy(
                one,
                one.tier(),
                status,
                one.seats(),
                one.currentPeriodEnd(),
                one.cancelAtPeriodEnd()));
  }

  private void replace(String id, UnaryOperator<SubscriptionSnapshot> change) {
    SubscriptionSnapshot after = change.apply(living(id));
    subscriptions.put(id, after);
    boolean ended = after.status() == SubscriptionStatus.CANCELED;
    tell(ended ? "customer.subscription.deleted" : "customer.subscription.updated", after);
  }

  private static SubscriptionSnapshot copy(
      SubscriptionSnapshot one,
      Tier tier,
      SubscriptionStatus status,
      int seats,
      @Nullable Instant end,
      boolean cancel) {
    return new SubscriptionSnapshot(
        one.id(), one.customerId(), tier, status, seats, end, cancel, one.created());
  }

  private void tell(String type, SubscriptionSnapshot about) {
    events.add(new BillingEvent("evt_" + ++ids, type, about.customerId()));
  }
}
