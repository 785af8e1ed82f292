package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// Subscriptions, events and customers for tests.
final class Purses {
  static final Instant NOW = People.NOON;
  static final Instant LATER = NOW.plus(Duration.ofMinutes(1));
  static final Instant PERIOD_END = NOW.plus(People.MONTH);

  private static final AtomicInteger COUNT = new AtomicInteger();

  private Purses() {}

  /// An id that nobody has had before, in this process and in others.
  static String id(String prefix) {
    return prefix + "_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
  }

  static Subscription subscription(String id, Tier tier, SubscriptionStatus status) {
    return new Subscription(
        id, tier, status, 1, PERIOD_END, false, status == SubscriptionStatus.PAST_DUE ? NOW : null);
  }

  static BillingEvent event(String customerId) {
    return new BillingEvent(id("evt"), "customer.subscription.updated", customerId);
  }
}
