package com.adiuva.application.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.adiuva.application.Adiuva;
import com.adiuva.application.Adiuva.BillingFeature;
import com.adiuva.application.Adiuva.BillingPorts;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.BillingAccount;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.Checkout;
import com.adiuva.domain.billing.EventInbox;
import com.adiuva.domain.billing.InMemoryBilling;
import com.adiuva.domain.billing.InMemoryPaymentGateway;
import com.adiuva.domain.billing.PaymentGateway;
import com.adiuva.domain.billing.SignedEvent;
import com.adiuva.domain.billing.Subscription;
import com.adiuva.domain.billing.TierPolicy;
import com.adiuva.domain.shared.MovableClock;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Everything billing needs, in memory.
final class Shop {
  static final Order PRO = new Order(Tier.PRO, 1);
  static final Order TEAM = new Order(Tier.TEAM, 3);
  static final Duration GRACE = Duration.ofDays(7);

  final MovableClock clock = new MovableClock(People.NOON);
  final InMemoryPaymentGateway gateway = new InMemoryPaymentGateway(clock);
  final InMemoryBilling store = new InMemoryBilling();
  final TierPolicy tiers = new TierPolicy(Tier.FREE, GRACE, clock);
  final BillingFeature feature;

  Shop() {
    this(UnaryOperator.identity());
  }

  /// @param wrapper puts something between us and the payment provider
  Shop(UnaryOperator<PaymentGateway> wrapper) {
    this.feature = assemble(Optional.of(wrapper.apply(gateway)));
  }

  private Shop(Optional<PaymentGateway> configured) {
    this.feature = assemble(configured);
  }

  /// One without a payment provider.
  static Shop closed() {
    return new Shop(Optional.empty());
  }

  private BillingFeature assemble(Optional<PaymentGateway> configured) {
    return new Adiuva(clock).billing(new BillingPorts(store, store, store, configured, tiers));
  }

  Billing billing() {
    return feature.billing();
  }

  Caller somebody() {
    User user = People.somebody();
    store.add(user);
    return new Caller(user.id(), People.session(user).id(), user.email(), user.role(), Tier.FREE);
  }

  /// The id of the Checkout session behind a page of the fake's.
  static String session(URI page) {
    return page.getPath().substring(1);
  }

  /// A page that was opened without our knowing it.
  URI page(String customer, Order order) {
    Instant end = clock.instant().plus(Duration.ofHours(2));
    UserId user = People.somebody().id();
    Checkout wish = new Checkout(UUID.randomUUID(), user, order.tier(), order.seats(), null, end);
    return gateway.openCheckout(customer, wish).url();
  }

  /// Buys, without any event.
  ///
  /// @return the id of the subscription
  String buy(Caller who, Order order) {
    URI page = billing().checkout(who, order);
    return gateway.customers().pay(session(page));
  }

  /// Buys, and we hear of it.
  String subscribe(Caller who, Order order) {
    String id = buy(who, order);
    deliverNews();
    return id;
  }

  private int delivered;

  /// Delivers what has happened since the last time.
  void deliverNews() {
    List<BillingEvent> events = gateway.events();
    events.subList(delivered, events.size()).forEach(this::deliver);
    delivered = events.size();
  }

  HandledEvent deliver(BillingEvent event) {
    SignedEvent signed = gateway.signed(event);
    return feature.webhooks().receive(signed.bytes(), signed.signature());
  }

  BillingAccount account(Caller who) {
    return store.of(who.id()).orElseThrow();
  }

  Tier tier(Caller who) {
    return tiers.tier(account(who).subscription());
  }

  Subscription subscription(Caller who) {
    return Optional.ofNullable(account(who).subscription()).orElseThrow();
  }

  List<EventInbox.Line> pending() {
    return store.newest(EventInbox.State.PENDING, 1000);
  }

  /// Lets the worker work until nothing is pending, hours later if need be.
  List<HandledEvent> workOff() {
    List<HandledEvent> handled = new ArrayList<>();
    for (int hour = 0; hour < 24 && !pending().isEmpty(); hour++) {
      handled.addAll(feature.worker().run());
      clock.advance(Duration.ofHours(1));
    }
    assertThat(pending()).isEmpty();
    return handled;
  }

  static <P extends Problem> P problem(Class<P> expected, ThrowingCallable call) {
    ProblemException thrown = catchThrowableOfType(ProblemException.class, call);
    assertThat(thrown).isNotNull();
    assertThat(thrown.problem()).isInstanceOf(expected);
    return expected.cast(thrown.problem());
  }
}
