package com.adiuva.adapters.billing.stripe;

import static com.adiuva.domain.billing.PaymentGatewayContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.billing.testkit.ScriptedStripe;
import com.adiuva.adapters.billing.testkit.StripeRequest;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.billing.Checkout;
import com.adiuva.domain.billing.SubscriptionSnapshot;
import com.adiuva.domain.billing.SubscriptionStatus;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.MovableClock;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is particular to Stripe: its words, its prices, its portal.
final class SubscriptionsAtStripeTest {
  private final MovableClock clock = new MovableClock(People.NOON);
  private final ScriptedStripe stripe = ScriptedStripe.start(clock);
  private final StripeGateway gateway =
      new StripeGateway(Connections.settings(stripe), clock, new SecureRandom());
  private final User ann = People.somebody();
  private String customer = "";

  @BeforeEach
  void createCustomer() {
    customer = gateway.createCustomer(wish(Tier.PRO, 1), ann.email());
  }

  @AfterEach
  void close() {
    gateway.close();
    stripe.close();
  }

  private Checkout wish(Tier tier, int seats) {
    return new Checkout(
        UUID.randomUUID(), ann.id(), tier, seats, null, clock.instant().plus(Duration.ofHours(1)));
  }

  private String subscribe(Tier tier, int seats) {
    return stripe.customers().pay(gateway.openCheckout(customer, wish(tier, seats)).sessionId());
  }

  private SubscriptionSnapshot only() {
    List<SubscriptionSnapshot> all = gateway.subscriptionsOf(customer);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void saysWhoBuysWhatForHowLong() {
    Checkout wish = wish(Tier.TEAM, 3);
    gateway.openCheckout(customer, wish);
    StripeRequest request = stripe.requests("POST /v1/checkout").getFirst();
    assertThat(request.parameters())
        .containsEntry("mode", "subscription")
        .containsEntry("customer", customer)
        .containsEntry("client_reference_id", ann.id().toString())
        .containsEntry("metadata[user_id]", ann.id().toString())
        .containsEntry("subscription_data[metadata][user_id]", ann.id().toString())
        .containsEntry("line_items[0][quantity]", "3")
        .containsEntry("expires_at", String.valueOf(wish.expiresAt().getEpochSecond()))
        .containsEntry("success_url", "https://app.example.org/paid")
        .containsEntry("cancel_url", "https://app.example.org/plans")
        .hasSize(10);
    assertThat(request.headers())
        .containsEntry("stripe-version", "2026-05-27.dahlia")
        .doesNotContainKeys("x-stripe-client-telemetry", "x-stripe-client-user-agent");
  }

  @Test
  void asksForPricesOnceInAWhile() {
    for (int i = 0; i < 3; i++) {
      gateway.openCheckout(customer, wish(Tier.PRO, 1));
    }
    assertThat(stripe.requests("GET /v1/prices")).hasSize(1);
    clock.advance(Duration.ofMinutes(5));
    gateway.openCheckout(customer, wish(Tier.PRO, 1));
    assertThat(stripe.requests("GET /v1/prices")).hasSize(2);
  }

  @Test
  void whoeverPaysAnOlderPriceKeepsHisTier() {
    String id = subscribe(Tier.PRO, 1);
    stripe.raisePrice(Tier.PRO);
    clock.advance(Duration.ofMinutes(5));
    assertThat(only().tier()).isEqualTo(Tier.PRO);
    gateway.change(id, Tier.TEAM, 2);
    assertThat(only().tier()).isEqualTo(Tier.TEAM);
    assertThat(stripe.requests("POST /v1/subscriptions").getLast().parameters())
        .containsEntry("proration_behavior", "always_invoice")
        .containsEntry("payment_behavior", "error_if_incomplete");
  }

  @Test
  void sellsNothingWithoutAPrice() {
    stripe.withdraw(Tier.POWER);
    assertProblem(
        BillingProblem.BillingFailed.class,
        () -> gateway.openCheckout(customer, wish(Tier.POWER, 1)));
    gateway.openCheckout(customer, wish(Tier.PRO, 1));
  }

  @Test
  void w06_leavesOtherProductsAlone() {
    String id = subscribe(Tier.PRO, 1);
    stripe.becomeForeign(id);
    assertThat(gateway.subscriptionsOf(customer)).isEmpty();
    assertThat(gateway.living(null).subscriptions()).isEmpty();
    assertProblem(BillingProblem.NoSubscription.class, () -> gateway.change(id, Tier.TEAM, 2));
  }

  @Test
  void readsAndRevokesWhatThePortalCancelled() {
    String id = subscribe(Tier.PRO, 1);
    stripe.cancelInPortal(id);
    assertThat(only().cancelAtPeriodEnd()).isTrue();
    gateway.cancelAtPeriodEnd(id, false);
    assertThat(only().cancelAtPeriodEnd()).isFalse();
    stripe.customers().endPeriod(id);
    assertThat(only().status()).isEqualTo(SubscriptionStatus.ACTIVE);
  }

  @Test
  void w06_aCustomerOfAnotherAccountHasNothing() {
    subscribe(Tier.PRO, 1);
    stripe.forget(customer);
    assertThat(gateway.subscriptionsOf(customer)).isEmpty();
  }

  @Test
  void aWrongKeyIsRefusedOnce() {
    StripeSettings wrong = Connections.settings(stripe.baseUrl(), "sk_test_other");
    try (StripeGateway other = new StripeGateway(wrong, clock, new SecureRandom())) {
      assertProblem(BillingProblem.BillingFailed.class, () -> other.openPortal(customer));
    }
    assertThat(stripe.requests("POST /v1/billing_portal")).hasSize(1);
  }

  @Test
  void nobodyThereIsUnavailable() {
    StripeSettings nowhere =
        Connections.settings(URI.create("http://127.0.0.1:1"), ScriptedStripe.SECRET_KEY);
    try (StripeGateway other =
        new StripeGateway(nowhere, clock, new SecureRandom(), Connections.SHORT)) {
      assertProblem(BillingProblem.BillingUnavailable.class, () -> other.subscriptionsOf(customer));
    }
  }
}
