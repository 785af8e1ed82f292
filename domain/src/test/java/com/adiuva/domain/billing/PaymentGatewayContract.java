package com.adiuva.domain.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.MovableClock;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [PaymentGateway] does. It may be shared by all tests of a class: each uses customers
/// of its own.
public interface PaymentGatewayContract {
  PaymentGateway gateway();

  PayingCustomers customers();

  /// What the gateway takes for now.
  MovableClock clock();

  /// An event about the customer, as the gateway would send it now.
  SignedEvent event(String type, String customerId);

  default String newCustomer() {
    return gateway().createCustomer(wish(Tier.PRO, 1), People.somebody().email());
  }

  default Checkout wish(Tier tier, int seats) {
    return new Checkout(
        UUID.randomUUID(),
        People.somebody().id(),
        tier,
        seats,
        null,
        clock().instant().plus(Duration.ofHours(2)));
  }

  /// The id of a subscription that was paid just now.
  default String subscribe(String customer, Tier tier, int seats) {
    return customers().pay(gateway().openCheckout(customer, wish(tier, seats)).sessionId());
  }

  default SubscriptionSnapshot only(String customer) {
    List<SubscriptionSnapshot> all = gateway().subscriptionsOf(customer);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  static void assertProblem(Class<? extends Problem> expected, ThrowingCallable call) {
    ProblemException thrown = catchThrowableOfType(ProblemException.class, call);
    assertThat(thrown).isNotNull();
    assertThat(thrown.problem()).isInstanceOf(expected);
  }

  @Test
  default void createsOneCustomerPerCheckout() {
    User ann = People.somebody();
    Checkout wish = wish(Tier.PRO, 1);
    String first = gateway().createCustomer(wish, ann.email());
    assertThat(gateway().createCustomer(wish, ann.email())).isEqualTo(first);
    assertThat(gateway().createCustomer(wish(Tier.PRO, 1), ann.email())).isNotEqualTo(first);
  }

  @Test
  default void knowsCustomersUntilTheyAreDeleted() {
    User ann = People.somebody();
    Checkout wish = wish(Tier.PRO, 1);
    String customer = gateway().createCustomer(wish, ann.email());
    assertThat(gateway().knowsCustomer(customer)).isTrue();
    assertThat(gateway().knowsCustomer("cus_nobody")).isFalse();
    customers().delete(customer);
    assertThat(gateway().knowsCustomer(customer)).isFalse();
    assertThat(gateway().createCustomer(wish, ann.email())).isEqualTo(customer);
    assertThat(gateway().knowsCustomer(customer)).isFalse();
    Checkout next = wish(Tier.PRO, 1);
    assertThat(gateway().knowsCustomer(gateway().createCustomer(next, ann.email()))).isTrue();
  }

  @Test
  default void opensOnePagePerCheckout() {
    String customer = newCustomer();
    Checkout wish = wish(Tier.PRO, 1);
    Checkout.Page page = gateway().openCheckout(customer, wish);
    assertThat(gateway().openCheckout(customer, wish)).isEqualTo(page);
    assertThat(gateway().openCheckout(customer, wish(Tier.PRO, 1)).sessionId())
        .isNotEqualTo(page.sessionId());
    assertThat(gateway().subscriptionsOf(customer)).isEmpty();
  }

  @Test
  default void refusesAnotherOrderUnderTheSameId() {
    String customer = newCustomer();
    Checkout wish = wish(Tier.TEAM, 2);
    gateway().openCheckout(customer, wish);
    Checkout other =
        new Checkout(wish.id(), wish.user(), wish.tier(), 3, wish.page(), wish.expiresAt());
    assertProblem(
        BillingProblem.BillingFailed.class, () -> gateway().openCheckout(customer, other));
  }

  @Test
  default void refusesCustomersNobodyCreated() {
    Checkout wish = wish(Tier.PRO, 1);
    assertProblem(
        BillingProblem.BillingFailed.class, () -> gateway().openCheckout("cus_nobody", wish));
    assertProblem(BillingProblem.BillingFailed.class, () -> gateway().openPortal("cus_nobody"));
    assertThat(gateway().subscriptionsOf("cus_nobody")).isEmpty();
  }

  @Test
  default void aPaidCheckoutIsASubscription() {
    String customer = newCustomer();
    String id = subscribe(customer, Tier.TEAM, 5);
    SubscriptionSnapshot snapshot = only(customer);
    assertThat(snapshot.id()).isEqualTo(id);
    assertThat(snapshot.customerId()).isEqualTo(customer);
    assertThat(snapshot.tier()).isEqualTo(Tier.TEAM);
    assertThat(snapshot.seats()).isEqualTo(5);
    assertThat(snapshot.status()).isEqualTo(SubscriptionStatus.ACTIVE);
    assertThat(snapshot.cancelAtPeriodEnd()).isFalse();
    assertThat(snapshot.currentPeriodEnd()).isAfter(clock().instant().plus(Duration.ofDays(27)));
    assertThat(snapshot.created()).isEqualTo(clock().instant());
  }

  @Test
  default void w07_aPaymentUnderWayIsNotYetOne() {
    String customer = newCustomer();
    Checkout.Page page = gateway().openCheckout(customer, wish(Tier.PRO, 1));
    String id = customers().payLater(page.sessionId());
    assertThat(only(customer).status()).isEqualTo(SubscriptionStatus.INCOMPLETE);
    customers().recover(id);
    assertThat(only(customer).status()).isEqualTo(SubscriptionStatus.ACTIVE);
  }

  @Test
  default void aClosedPageCannotBePaidOn() {
    String customer = newCustomer();
    String closed = gateway().openCheckout(customer, wish(Tier.PRO, 1)).sessionId();
    assertThat(gateway().expireCheckout(closed)).isTrue();
    assertThat(gateway().expireCheckout(closed)).isFalse();
    assertThatThrownBy(() -> customers().pay(closed)).isInstanceOf(IllegalStateException.class);
    assertThat(gateway().subscriptionsOf(customer)).isEmpty();

    String paid = gateway().openCheckout(customer, wish(Tier.PRO, 1)).sessionId();
    customers().pay(paid);
    assertThat(gateway().expireCheckout(paid)).isFalse();
    assertThat(only(customer).status()).isEqualTo(SubscriptionStatus.ACTIVE);
    assertThat(gateway().expireCheckout("cs_unknown")).isFalse();
  }

  @Test
  default void allPagesOfACustomerAreClosedAtOnce() {
    String customer = newCustomer();
    subscribe(customer, Tier.PRO, 1);
    List<String> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      open.add(gateway().openCheckout(customer, wish(Tier.PRO, 1)).sessionId());
    }
    String others = gateway().openCheckout(newCustomer(), wish(Tier.PRO, 1)).sessionId();
    gateway().expireCheckouts(customer);
    gateway().expireCheckouts(customer);
    gateway().expireCheckouts("cus_nobody");
    for (String session : open) {
      assertThatThrownBy(() -> customers().pay(session)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(only(customer).status()).isEqualTo(SubscriptionStatus.ACTIVE);
    customers().pay(others);
    customers().delete(customer);
    gateway().expireCheckouts(customer);
  }

  @Test
  default void aPageExpiresByItself() {
    Checkout wish = wish(Tier.PRO, 1);
    String session = gateway().openCheckout(newCustomer(), wish).sessionId();
    clock().advance(Duration.ofHours(2));
    assertThat(gateway().expireCheckout(session)).isFalse();
    assertThatThrownBy(() -> customers().pay(session)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  default void linksToThePortal() {
    assertThat(gateway().openPortal(newCustomer()).isAbsolute()).isTrue();
  }

  @Test
  default void endsWithThePeriodOrGoesOn() {
    String customer = newCustomer();
    String id = subscribe(customer, Tier.PRO, 1);
    gateway().cancelAtPeriodEnd(id, true);
    gateway().cancelAtPeriodEnd(id, true);
    assertThat(only(customer).cancelAtPeriodEnd()).isTrue();
    assertThat(only(customer).status()).isEqualTo(SubscriptionStatus.ACTIVE);
    gateway().cancelAtPeriodEnd(id, false);
    assertThat(only(customer).cancelAtPeriodEnd()).isFalse();
    customers().endPeriod(id);
    assertThat(only(customer).status()).isEqualTo(SubscriptionStatus.ACTIVE);
    gateway().cancelAtPeriodEnd(id, true);
    assertThat(only(customer).cancelAtPeriodEnd()).isTrue();
    customers().endPeriod(id);
    assertThat(only(customer).status()).isEqualTo(SubscriptionStatus.CANCELED);
  }

  @Test
  default void endsAtOnce() {
    String customer = newCustomer();
    String id = subscribe(customer, Tier.PRO, 1);
    gateway().cancelNow(id);
    assertThat(only(customer).status()).isEqualTo(SubscriptionStatus.CANCELED);
  }

  @Test
  default void changesBackAndForth() {
    String customer = newCustomer();
    String id = subscribe(customer, Tier.PRO, 1);
    for (Tier tier : List.of(Tier.TEAM, Tier.PRO, Tier.TEAM)) {
      int seats = tier == Tier.TEAM ? 4 : 1;
      gateway().change(id, tier, seats);
      gateway().change(id, tier, seats);
      assertThat(only(customer).tier()).isEqualTo(tier);
      assertThat(only(customer).seats()).isEqualTo(seats);
      assertThat(only(customer).id()).isEqualTo(id);
    }
  }

  @Test
  default void nobodyGetsMoreWhileAPaymentIsOpen() {
    String customer = newCustomer();
    String id = subscribe(customer, Tier.PRO, 1);
    customers().failPayment(id);
    assertProblem(BillingProblem.PaymentOpen.class, () -> gateway().change(id, Tier.TEAM, 2));
    assertThat(only(customer).tier()).isEqualTo(Tier.PRO);
    customers().recover(id);
    gateway().change(id, Tier.TEAM, 2);
    assertThat(only(customer).tier()).isEqualTo(Tier.TEAM);
  }

  @Test
  default void whatHasEndedCannotBeChanged() {
    String customer = newCustomer();
    String ended = subscribe(customer, Tier.PRO, 1);
    gateway().cancelNow(ended);
    for (String id : List.of(ended, "sub_unknown")) {
      assertProblem(
          BillingProblem.NoSubscription.class, () -> gateway().cancelAtPeriodEnd(id, true));
      assertProblem(
          BillingProblem.NoSubscription.class, () -> gateway().cancelAtPeriodEnd(id, false));
      assertProblem(BillingProblem.NoSubscription.class, () -> gateway().cancelNow(id));
      assertProblem(BillingProblem.NoSubscription.class, () -> gateway().change(id, Tier.TEAM, 2));
    }
    assertThat(only(customer).status()).isEqualTo(SubscriptionStatus.CANCELED);
  }

  @Test
  default void seesWhatBecomesOfPayments() {
    String customer = newCustomer();
    String id = subscribe(customer, Tier.POWER, 1);
    customers().failPayment(id);
    assertThat(only(customer).status()).isEqualTo(SubscriptionStatus.PAST_DUE);
    customers().recover(id);
    assertThat(only(customer).status()).isEqualTo(SubscriptionStatus.ACTIVE);
    customers().failPayment(id);
    customers().giveUp(id);
    assertThat(only(customer).status()).isEqualTo(SubscriptionStatus.CANCELED);
  }

  @Test
  default void remembersAllOfACustomer() {
    String customer = newCustomer();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String id = subscribe(customer, Tier.PRO, 1);
      gateway().cancelNow(id);
      ids.add(id);
    }
    ids.add(subscribe(customer, Tier.POWER, 1));
    assertThat(gateway().subscriptionsOf(customer))
        .extracting(SubscriptionSnapshot::id)
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  default void aDeletedCustomerHasNothingThatLives() {
    String customer = newCustomer();
    subscribe(customer, Tier.PRO, 1);
    customers().delete(customer);
    assertThat(gateway().subscriptionsOf(customer))
        .allSatisfy(one -> assertThat(one.status()).isEqualTo(SubscriptionStatus.CANCELED));
    assertProblem(BillingProblem.BillingFailed.class, () -> gateway().openPortal(customer));
    Checkout wish = wish(Tier.PRO, 1);
    assertProblem(BillingProblem.BillingFailed.class, () -> gateway().openCheckout(customer, wish));
  }

  @Test
  default void pagesThroughAllThatLive() {
    String customer = newCustomer();
    List<String> living = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      living.add(subscribe(customer, Tier.PRO, 1));
    }
    String ended = subscribe(customer, Tier.PRO, 1);
    gateway().cancelNow(ended);
    customers().failPayment(living.get(1));

    List<String> found = new ArrayList<>();
    PaymentGateway.Page page = gateway().living(null);
    while (page.next() != null) {
      page.subscriptions().forEach(one -> found.add(one.id()));
      page = gateway().living(page.next());
    }
    page.subscriptions().forEach(one -> found.add(one.id()));
    assertThat(found).doesNotHaveDuplicates().containsAll(living).doesNotContain(ended);
  }

  @Test
  default void w02_takesItsOwnEventsWhileTheyAreFresh() {
    String customer = newCustomer();
    SignedEvent signed = event("customer.subscription.updated", customer);
    BillingEvent event = verify(signed, Duration.ZERO);
    assertThat(event.type()).isEqualTo("customer.subscription.updated");
    assertThat(event.customerId()).isEqualTo(customer);
    assertThat(event.concernsSubscription()).isTrue();
    assertThat(verify(signed, Duration.ofMinutes(5))).isEqualTo(event);
    assertThat(verify(signed, Duration.ofMinutes(-1))).isEqualTo(event);
    for (long seconds : new long[] {301, 86_400, -61, -86_400}) {
      assertProblem(
          BillingProblem.InvalidSignature.class, () -> verify(signed, Duration.ofSeconds(seconds)));
    }
  }

  private BillingEvent verify(SignedEvent signed, Duration age) {
    return gateway().verify(signed.bytes(), signed.signature(), clock().instant().plus(age));
  }

  @Test
  default void w01_takesNoEventThatItDidNotSign() {
    SignedEvent signed = event("customer.subscription.updated", newCustomer());
    SignedEvent other = event("customer.subscription.deleted", newCustomer());
    assertRefused(signed.bytes(), null);
    assertRefused(signed.bytes(), "");
    assertRefused(signed.bytes(), "t=1,v1=0");
    assertRefused(signed.bytes(), other.signature());
    assertRefused(new byte[0], signed.signature());
    byte[] changed = signed.bytes();
    for (int i = 0; i < changed.length; i++) {
      changed[i] ^= 1;
      assertRefused(changed, signed.signature());
      changed[i] ^= 1;
    }
  }

  private void assertRefused(byte[] body, @Nullable String signature) {
    assertProblem(
        BillingProblem.InvalidSignature.class,
        () -> gateway().verify(body, signature, clock().instant()));
  }
}
