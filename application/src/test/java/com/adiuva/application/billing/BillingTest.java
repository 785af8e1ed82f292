package com.adiuva.application.billing;

import static com.adiuva.application.billing.Shop.PRO;
import static com.adiuva.application.billing.Shop.TEAM;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.billing.InMemoryPaymentGateway.Outage;
import com.adiuva.domain.billing.SubscriptionStatus;
import com.adiuva.domain.shared.BillingProblem.BillingNotConfigured;
import com.adiuva.domain.shared.BillingProblem.BillingUnavailable;
import com.adiuva.domain.shared.BillingProblem.NoSubscription;
import com.adiuva.domain.shared.BillingProblem.PaymentOpen;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BillingTest {
  private final Shop shop = new Shop();
  private final Caller ann = shop.somebody();

  @Test
  void whoNeverPaidHasNothing() {
    assertThat(shop.billing().subscription(ann)).isEqualTo(new Billing.Overview(Tier.FREE, null));
    Shop.problem(NoSubscription.class, () -> shop.billing().cancel(ann, Billing.When.NOW));
    Shop.problem(NoSubscription.class, () -> shop.billing().resume(ann));
    Shop.problem(NoSubscription.class, () -> shop.billing().change(ann, TEAM));
    Shop.problem(NoSubscription.class, () -> shop.billing().portal(ann));
  }

  @Test
  void cancellingKeepsTheTierUntilThePeriodEnds() {
    String id = shop.subscribe(ann, PRO);
    assertThat(shop.billing().cancel(ann, Billing.When.PERIOD_END))
        .isEqualTo(shop.subscription(ann).currentPeriodEnd());
    assertThat(shop.subscription(ann).cancelAtPeriodEnd()).isTrue();
    assertThat(shop.tier(ann)).isEqualTo(Tier.PRO);
    shop.billing().resume(ann);
    assertThat(shop.subscription(ann).cancelAtPeriodEnd()).isFalse();
    shop.billing().cancel(ann, Billing.When.PERIOD_END);
    shop.gateway.customers().endPeriod(id);
    shop.deliverNews();
    assertThat(shop.tier(ann)).isEqualTo(Tier.FREE);
    assertThat(shop.billing().subscription(ann)).isEqualTo(new Billing.Overview(Tier.FREE, null));
    Shop.problem(NoSubscription.class, () -> shop.billing().resume(ann));
  }

  @Test
  void cancellingNowHoldsForTheNextRequest() {
    shop.subscribe(ann, PRO);
    assertThat(shop.billing().cancel(ann, Billing.When.NOW)).isEqualTo(shop.clock.instant());
    assertThat(shop.tier(ann)).isEqualTo(Tier.FREE);
    Shop.problem(NoSubscription.class, () -> shop.billing().cancel(ann, Billing.When.NOW));
  }

  @Test
  void aChangeHoldsForTheNextRequest() {
    shop.subscribe(ann, PRO);
    shop.billing().change(ann, TEAM);
    assertThat(shop.tier(ann)).isEqualTo(Tier.TEAM);
    assertThat(shop.subscription(ann).seats()).isEqualTo(3);
    shop.billing().change(ann, PRO);
    assertThat(shop.tier(ann)).isEqualTo(Tier.PRO);
  }

  @Test
  void nobodyGetsMoreWhileAPaymentIsOpen() {
    String id = shop.subscribe(ann, PRO);
    shop.gateway.customers().failPayment(id);
    shop.deliverNews();
    Shop.problem(PaymentOpen.class, () -> shop.billing().change(ann, TEAM));
    assertThat(shop.tier(ann)).isEqualTo(Tier.PRO);
    shop.gateway.customers().recover(id);
    shop.billing().change(ann, TEAM); // no event came, but Stripe is asked
    assertThat(shop.tier(ann)).isEqualTo(Tier.TEAM);
  }

  @Test
  void whatWasDoneIsDoneThoughStripeCannotBeAskedAfterwards() {
    shop.subscribe(ann, PRO);
    shop.gateway.fail(Outage.AFTER_ACTING, 1);
    Shop.problem(
        BillingUnavailable.class, () -> shop.billing().cancel(ann, Billing.When.PERIOD_END));
    assertThat(shop.subscription(ann).cancelAtPeriodEnd()).isFalse();
    shop.deliverNews();
    assertThat(shop.subscription(ann).cancelAtPeriodEnd()).isTrue();
  }

  @Test
  void whatStripeDoesNotHaveAnyMoreIsForgotten() {
    String id = shop.subscribe(ann, PRO);
    shop.gateway.customers().failPayment(id);
    shop.gateway.customers().giveUp(id);
    Shop.problem(NoSubscription.class, () -> shop.billing().resume(ann));
    assertThat(shop.subscription(ann).status()).isEqualTo(SubscriptionStatus.CANCELED);
  }

  @Test
  void theTierOutlivesAFailedPaymentForTheGrace() {
    String id = shop.subscribe(ann, PRO);
    shop.gateway.customers().failPayment(id);
    shop.deliverNews();
    shop.clock.advance(Shop.GRACE.minusMillis(1));
    assertThat(shop.billing().subscription(ann).tier()).isEqualTo(Tier.PRO);
    shop.clock.advance(Duration.ofMillis(1));
    assertThat(shop.billing().subscription(ann).tier()).isEqualTo(Tier.FREE);
    assertThat(shop.billing().subscription(ann).subscription()).isNotNull();
  }

  @Test
  void aGrantIsGivenTakenAndOutlivedByWhatIsPaid() {
    Grants grants = new Grants(shop.store, shop.clock);
    assertThat(grants.grant(ann.id(), Tier.POWER)).isInstanceOf(Grants.Outcome.Granted.class);
    assertThat(shop.tier(ann)).isEqualTo(Tier.POWER);
    shop.billing().cancel(ann, Billing.When.PERIOD_END);
    assertThat(shop.tier(ann)).isEqualTo(Tier.FREE);
    grants.grant(ann.id(), Tier.POWER);
    String id = shop.subscribe(ann, PRO);
    assertThat(shop.tier(ann)).isEqualTo(Tier.PRO);
    assertThat(grants.grant(ann.id(), Tier.POWER)).isEqualTo(new Grants.Outcome.Paying(id));
    shop.billing().cancel(ann, Billing.When.NOW);
    grants.grant(ann.id(), Tier.POWER);
    shop.gateway.events().forEach(shop::deliver);
    shop.feature.reconciliation().run(repair -> {});
    assertThat(shop.tier(ann)).as("what was bought before does not take it").isEqualTo(Tier.POWER);
    assertThat(grants.grant(new Shop().somebody().id(), Tier.PRO))
        .isInstanceOf(Grants.Outcome.NoUser.class);
  }

  @Test
  void w19_withoutAPaymentProviderCancellingRevertsAtOnceAndTheRestIsNotConfigured() {
    Shop closed = Shop.closed();
    Caller ben = closed.somebody();
    new Grants(closed.store, closed.clock).grant(ben.id(), Tier.TEAM);
    Shop.problem(BillingNotConfigured.class, () -> closed.billing().portal(ben));
    Shop.problem(BillingNotConfigured.class, () -> closed.billing().resume(ben));
    Shop.problem(BillingNotConfigured.class, () -> closed.billing().change(ben, PRO));
    Shop.problem(
        BillingNotConfigured.class, () -> closed.feature.webhooks().receive(new byte[0], null));
    Shop.problem(
        BillingNotConfigured.class, () -> closed.feature.reconciliation().run(repair -> {}));
    assertThat(closed.feature.worker().run()).isEmpty();
    assertThat(closed.tier(ben)).isEqualTo(Tier.TEAM);
    assertThat(closed.billing().cancel(ben, Billing.When.PERIOD_END))
        .isEqualTo(closed.clock.instant());
    assertThat(closed.tier(ben)).isEqualTo(Tier.FREE);
    Shop.problem(NoSubscription.class, () -> closed.billing().cancel(ben, Billing.When.NOW));
  }
}
