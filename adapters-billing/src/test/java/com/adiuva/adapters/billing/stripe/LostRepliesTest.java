package com.adiuva.adapters.billing.stripe;

import static com.adiuva.domain.billing.PaymentGatewayContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.billing.testkit.ScriptedStripe;
import com.adiuva.adapters.billing.testkit.StripeFault;
import com.adiuva.adapters.billing.testkit.StripeRequest;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.billing.Checkout;
import com.adiuva.domain.billing.SubscriptionSnapshot;
import com.adiuva.domain.billing.SubscriptionStatus;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.MovableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// F22: what we asked for happens once, whatever becomes of requests and answers.
final class LostRepliesTest {
  private static final MovableClock CLOCK = new MovableClock(People.NOON);
  private static final ScriptedStripe STRIPE = ScriptedStripe.start(CLOCK);
  private static final StripeGateway GATEWAY = gateway(Connections.SHORT);

  static {
    // The library takes its time to load: longer than these tests wait.
    StripeGateway patient = gateway(Patience.USUAL);
    User user = People.somebody();
    String customer = patient.createCustomer(wish(Tier.PRO, 1), user.email());
    patient.cancelNow(
        STRIPE.customers().pay(patient.openCheckout(customer, wish(Tier.PRO, 1)).sessionId()));
    patient.close();
  }

  private final User ann = People.somebody();
  private String customer = "";

  private static StripeGateway gateway(Patience patience) {
    return new StripeGateway(Connections.settings(STRIPE), CLOCK, new SecureRandom(), patience);
  }

  private static Checkout wish(Tier tier, int seats) {
    return new Checkout(
        UUID.randomUUID(),
        People.somebody().id(),
        tier,
        seats,
        null,
        CLOCK.instant().plus(Duration.ofHours(1)));
  }

  @BeforeEach
  void createCustomer() {
    customer = GATEWAY.createCustomer(wish(Tier.PRO, 1), ann.email());
  }

  @AfterEach
  void mend() {
    STRIPE.mend();
  }

  @AfterAll
  static void close() {
    GATEWAY.close();
    STRIPE.close();
  }

  private String subscribe() {
    return STRIPE.customers().pay(GATEWAY.openCheckout(customer, wish(Tier.PRO, 1)).sessionId());
  }

  private SubscriptionSnapshot only() {
    List<SubscriptionSnapshot> all = GATEWAY.subscriptionsOf(customer);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static List<String> keysSince(int before, String line) {
    return STRIPE.requests(line).stream()
        .skip(before)
        .map(StripeRequest::idempotencyKey)
        .map(String::valueOf)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ERROR_AFTER_ACTING")
  void f22_oneSessionWhateverHappensToTheFirstAttempt(StripeFault fault) {
    int before = STRIPE.requests("POST /v1/checkout").size();
    int sessions = STRIPE.sessionsOpened();
    Checkout wish = wish(Tier.TEAM, 3);
    STRIPE.fail(fault, 1, "POST /v1/checkout");
    Checkout.Page page = GATEWAY.openCheckout(customer, wish);
    assertThat(STRIPE.sessionsOpened()).isEqualTo(sessions + 1);
    assertThat(keysSince(before, "POST /v1/checkout"))
        .hasSizeGreaterThanOrEqualTo(2)
        .containsOnly("checkout-" + wish.id());
    assertThat(GATEWAY.openCheckout(customer, wish)).isEqualTo(page);
    assertThat(STRIPE.sessionsOpened()).isEqualTo(sessions + 1);
  }

  @Test
  void f22_afterALostReplyTheCallersRetryFindsTheSameSession() {
    int sessions = STRIPE.sessionsOpened();
    Checkout wish = wish(Tier.PRO, 1);
    STRIPE.fail(StripeFault.BROKEN_AFTER_ACTING, Patience.ATTEMPTS, "POST /v1/checkout");
    assertProblem(
        BillingProblem.BillingUnavailable.class, () -> GATEWAY.openCheckout(customer, wish));
    assertThat(STRIPE.sessionsOpened()).isEqualTo(sessions + 1);
    GATEWAY.openCheckout(customer, wish);
    assertThat(STRIPE.sessionsOpened()).isEqualTo(sessions + 1);
  }

  @Test
  void f22_anErrorThatStripeRepeatsIsNoSecondSession() {
    int sessions = STRIPE.sessionsOpened();
    Checkout wish = wish(Tier.PRO, 1);
    STRIPE.fail(StripeFault.ERROR_AFTER_ACTING, 1, "POST /v1/checkout");
    for (int i = 0; i < 2; i++) {
      assertProblem(
          BillingProblem.BillingUnavailable.class, () -> GATEWAY.openCheckout(customer, wish));
    }
    assertThat(STRIPE.sessionsOpened()).isEqualTo(sessions + 1);
  }

  @Test
  void f22_oneCustomer() {
    int customers = STRIPE.customersCreated();
    User ben = People.somebody();
    STRIPE.fail(StripeFault.BROKEN_AFTER_ACTING, 2, "POST /v1/customers");
    Checkout wish = wish(Tier.PRO, 1);
    String created = GATEWAY.createCustomer(wish, ben.email());
    assertThat(GATEWAY.createCustomer(wish, ben.email())).isEqualTo(created);
    assertThat(STRIPE.customersCreated()).isEqualTo(customers + 1);
  }

  @Test
  void f22_endsOnceThoughStripeKeepsNoKeysOfDeletions() {
    String id = subscribe();
    STRIPE.fail(StripeFault.BROKEN_AFTER_ACTING, 1, "DELETE");
    GATEWAY.cancelNow(id);
    assertThat(only().status()).isEqualTo(SubscriptionStatus.CANCELED);
    assertProblem(BillingProblem.NoSubscription.class, () -> GATEWAY.cancelNow(id));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST_REPLY", "LOCKED", "BROKEN", "UNAVAILABLE"})
  void f22_changesHappenOnce(StripeFault fault) {
    String id = subscribe();
    STRIPE.fail(fault, 1, "POST /v1/subscriptions");
    GATEWAY.change(id, Tier.TEAM, 4);
    assertThat(only().tier()).isEqualTo(Tier.TEAM);
    assertThat(only().seats()).isEqualTo(4);
    STRIPE.fail(fault, 1, "POST /v1/subscriptions");
    GATEWAY.cancelAtPeriodEnd(id, true);
    assertThat(only().cancelAtPeriodEnd()).isTrue();
    STRIPE.fail(fault, 1, "POST /v1/subscriptions");
    GATEWAY.cancelAtPeriodEnd(id, false);
    assertThat(only().cancelAtPeriodEnd()).isFalse();
  }

  @Test
  void whatIsSoAlreadyIsNotAskedForAgain() {
    String id = subscribe();
    GATEWAY.change(id, Tier.POWER, 1);
    GATEWAY.cancelAtPeriodEnd(id, true);
    int before = STRIPE.requests("POST /v1/subscriptions").size();
    GATEWAY.change(id, Tier.POWER, 1);
    GATEWAY.cancelAtPeriodEnd(id, true);
    assertThat(STRIPE.requests("POST /v1/subscriptions")).hasSize(before);
  }

  @Test
  void readsAreTriedAgain() {
    subscribe();
    STRIPE.fail(StripeFault.UNAVAILABLE, 2, "GET /v1/subscriptions");
    assertThat(only().status()).isEqualTo(SubscriptionStatus.ACTIVE);
  }

  @ParameterizedTest
  @EnumSource(names = {"GIBBERISH_AFTER_ACTING", "NOTHING_AFTER_ACTING"})
  void unreadableAnswersAreNone(StripeFault fault) {
    String id = subscribe();
    STRIPE.fail(fault, 100, "");
    assertProblem(BillingProblem.BillingUnavailable.class, () -> GATEWAY.subscriptionsOf(customer));
    assertProblem(BillingProblem.BillingUnavailable.class, () -> GATEWAY.openPortal(customer));
    assertProblem(BillingProblem.BillingUnavailable.class, () -> GATEWAY.cancelNow(id));
    assertProblem(
        BillingProblem.BillingUnavailable.class,
        () -> GATEWAY.openCheckout(customer, wish(Tier.PRO, 1)));
  }

  @Test
  void attemptsAreFew() {
    int before = STRIPE.requests("GET /v1/subscriptions").size();
    STRIPE.fail(StripeFault.UNAVAILABLE, 100, "GET /v1/subscriptions");
    assertProblem(BillingProblem.BillingUnavailable.class, () -> GATEWAY.subscriptionsOf(customer));
    assertThat(STRIPE.requests("GET /v1/subscriptions")).hasSize(before + Patience.ATTEMPTS);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST_REPLY", "STALLED_ANSWER"})
  void endsInTime(StripeFault fault) {
    Patience hasty =
        new Patience(
            Duration.ofMillis(600),
            Duration.ofMillis(250),
            Duration.ofMillis(250),
            Duration.ofMillis(1),
            Duration.ofMillis(10));
    try (StripeGateway gateway = gateway(hasty)) {
      STRIPE.fail(fault, 100, "GET /v1/subscriptions");
      long start = System.nanoTime();
      assertProblem(
          BillingProblem.BillingUnavailable.class, () -> gateway.subscriptionsOf(customer));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(250), Duration.ofMillis(1_500));
    }
  }
}
