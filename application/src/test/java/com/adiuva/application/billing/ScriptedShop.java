package com.adiuva.application.billing;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.SubscriptionSnapshot;
import com.adiuva.domain.billing.SubscriptionStatus;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/// A shop with one customer, of whom Stripe says what the test wants.
final class ScriptedShop {
  static final String SUBSCRIPTION = "sub_1";

  final Shop shop;
  final ScriptedAnswers answers;
  final Caller ann;
  final String customer;
  private int events;

  ScriptedShop() {
    AtomicReference<ScriptedAnswers> made = new AtomicReference<>();
    shop =
        new Shop(gateway -> {
          ScriptedAnswers scripted = new ScriptedAnswers(gateway);
          made.set(scripted);
          return scripted;
        });
    answers = Objects.requireNonNull(made.get());
    ann = shop.somebody();
    customer = shop.store.linkCustomer(ann.id(), "cus_1").orElseThrow();
  }

  static SubscriptionSnapshot snapshot(SubscriptionStatus status) {
    return new SubscriptionSnapshot(
        SUBSCRIPTION,
        "cus_1",
        Tier.PRO,
        status,
        1,
        People.NOON.plus(People.MONTH),
        false,
        People.NOON);
  }

  /// From now on Stripe says that of the subscription.
  void says(SubscriptionStatus status) {
    List<SubscriptionSnapshot> all = List.of(snapshot(status));
    answers.answers = any -> all;
  }

  BillingEvent event(String type) {
    return new BillingEvent("evt_" + ++events, type, customer);
  }

  HandledEvent deliver(String type) {
    return shop.deliver(event(type));
  }

  SubscriptionStatus status() {
    return shop.subscription(ann).status();
  }
}
