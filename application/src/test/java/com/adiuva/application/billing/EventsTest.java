package com.adiuva.application.billing;

import static com.adiuva.application.billing.Shop.PRO;
import static com.adiuva.application.billing.Shop.TEAM;
import static com.adiuva.domain.billing.SubscriptionStatus.ACTIVE;
import static com.adiuva.domain.billing.SubscriptionStatus.CANCELED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.adiuva.application.billing.HandledEvent.Outcome;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.EventInbox;
import com.adiuva.domain.billing.InMemoryPaymentGateway.Outage;
import com.adiuva.domain.billing.SubscriptionStatus;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Racers;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class EventsTest {
  private final Shop shop = new Shop();
  private final Caller ann = shop.somebody();

  @Test
  void w04_twentyParallelDeliveriesHaveOneEffect() throws Exception {
    ScriptedShop scripted = new ScriptedShop();
    scripted.says(ACTIVE);
    BillingEvent event = scripted.event("customer.subscription.created");
    List<HandledEvent> handled = Racers.race(20, () -> scripted.shop.deliver(event));
    assertThat(handled.stream().filter(one -> one.outcome() == Outcome.DONE)).hasSize(1);
    assertThat(handled.stream().filter(one -> one.outcome() == Outcome.KNOWN)).hasSize(19);
    assertThat(scripted.answers.asked.get()).isEqualTo(1);
    assertThat(scripted.shop.account(scripted.ann).revision()).isEqualTo(1);
    assertThat(scripted.shop.deliver(event).outcome()).isEqualTo(Outcome.KNOWN);
  }

  @Test
  void w06_whatIsNotOursIsIgnored() {
    for (BillingEvent event :
        List.of(
            new BillingEvent("evt_1", "customer.subscription.updated", "cus_unknown"),
            new BillingEvent("evt_2", "customer.subscription.updated", null),
            new BillingEvent("evt_3", "charge.refunded", "cus_unknown"),
            new BillingEvent("evt_4", "charge.dispute.created", null),
            new BillingEvent("evt_5", "account.updated", null),
            new BillingEvent("evt_6", "never.heard.of", "x".repeat(10_000)))) {
      assertThat(shop.deliver(event).outcome()).as(event.type()).isEqualTo(Outcome.IGNORED);
      assertThat(shop.deliver(event).outcome()).isEqualTo(Outcome.KNOWN);
    }
    assertThat(shop.store.newest(EventInbox.State.IGNORED, 10)).hasSize(6);
    assertThat(shop.tier(ann)).isEqualTo(Tier.FREE);
  }

  @Test
  void w07_aCompletedCheckoutThatIsNotPaidUpgradesNobody() {
    URI page = shop.billing().checkout(ann, PRO);
    String id = shop.gateway.customers().payLater(Shop.session(page));
    shop.deliverNews();
    assertThat(shop.tier(ann)).isEqualTo(Tier.FREE);
    assertThat(shop.subscription(ann).status()).isEqualTo(SubscriptionStatus.INCOMPLETE);
    shop.gateway.customers().giveUp(id);
    shop.deliverNews();
    assertThat(shop.tier(ann)).isEqualTo(Tier.FREE);
    assertThat(shop.billing().subscription(ann).subscription()).isNull();
  }

  @Test
  void w08_whatAServerDiedWithAnotherOneDoes() {
    shop.buy(ann, PRO);
    BillingEvent event = shop.gateway.events().get(0);
    // A server that dies between the inbox and the effect.
    shop.store.receive(event, shop.clock.instant(), shop.clock.instant().plusSeconds(15));
    assertThat(shop.feature.worker().run()).as("it may be at it").isEmpty();
    assertThat(shop.deliver(event).outcome()).isEqualTo(Outcome.KNOWN);
    assertThat(shop.tier(ann)).isEqualTo(Tier.FREE);
    shop.clock.advance(Duration.ofSeconds(15));
    assertThat(shop.feature.worker().run())
        .extracting(HandledEvent::event, HandledEvent::outcome)
        .containsExactly(tuple(event, Outcome.DONE));
    assertThat(shop.tier(ann)).isEqualTo(Tier.PRO);
    assertThat(shop.feature.worker().run()).isEmpty();
  }

  @Test
  void whatFailsIsAcknowledgedAndTriedAgainLater() {
    shop.buy(ann, PRO);
    shop.gateway.fail(Outage.BEFORE_ACTING, 100);
    shop.deliverNews();
    assertThat(shop.pending())
        .hasSize(3)
        .allSatisfy(line -> {
          assertThat(line.problem()).isEqualTo("billing_unavailable");
          assertThat(line.dueAt())
              .isAfterOrEqualTo(shop.clock.instant().plusSeconds(1))
              .isBeforeOrEqualTo(shop.clock.instant().plusSeconds(5));
        });
    assertThat(shop.feature.worker().run()).isEmpty();
    shop.clock.advance(Duration.ofSeconds(5));
    assertThat(shop.feature.worker().run())
        .as("one failed, the others were not tried")
        .hasSize(3)
        .allMatch(one -> one.outcome() == Outcome.PUT_OFF);
    assertThat(shop.tier(ann)).isEqualTo(Tier.FREE);
    shop.gateway.mend();
    shop.workOff();
    assertThat(shop.tier(ann)).isEqualTo(Tier.PRO);
  }

  @Test
  void afterManyFailuresItIsTriedEveryHour() {
    ScriptedShop scripted = new ScriptedShop();
    scripted.answers.answers =
        any -> {
          throw new IllegalStateException("a bug");
        };
    HandledEvent first = scripted.deliver("invoice.paid");
    assertThat(first.problem()).isEqualTo("internal_error");
    assertThat(first.failure()).isNotNull();
    for (int attempt = 0; attempt < 40; attempt++) {
      scripted.shop.clock.advance(Duration.ofHours(1));
      assertThat(scripted.shop.feature.worker().run()).hasSize(1);
      assertThat(scripted.shop.pending().get(0).dueAt())
          .isBeforeOrEqualTo(scripted.shop.clock.instant().plus(Duration.ofHours(1)));
    }
    assertThat(scripted.shop.pending().get(0).attempts()).isEqualTo(41);
  }

  @Test
  void aSubscriptionThatIsMissingHasEndedWhenItIsMissingForMinutes() {
    ScriptedShop scripted = new ScriptedShop();
    scripted.says(ACTIVE);
    scripted.deliver("customer.subscription.created");
    scripted.answers.answers = any -> List.of();
    assertThat(scripted.deliver("customer.subscription.deleted").problem())
        .isEqualTo("stale_answer");
    for (int attempt = 1; attempt < 6; attempt++) {
      scripted.shop.clock.advance(Duration.ofHours(1));
      scripted.shop.feature.worker().run();
      assertThat(scripted.status()).isEqualTo(ACTIVE);
    }
    scripted.shop.workOff();
    assertThat(scripted.status()).isEqualTo(CANCELED);
  }

  /// Such as after some minutes with the key of another account.
  @Test
  void whatOnlySeemedToHaveEndedComesBackAndNobodyPaysTwiceMeanwhile() {
    ScriptedShop scripted = new ScriptedShop();
    scripted.says(ACTIVE);
    scripted.deliver("customer.subscription.created");
    scripted.answers.answers = any -> List.of();
    scripted.deliver("customer.subscription.deleted");
    scripted.shop.workOff();
    assertThat(scripted.status()).isEqualTo(CANCELED);

    scripted.says(ACTIVE);
    assertThat(scripted.deliver("customer.subscription.updated").problem())
        .isEqualTo("stale_answer");
    Shop.problem(
        BillingProblem.BillingUnavailable.class,
        () -> scripted.shop.billing().checkout(scripted.ann, TEAM));
    scripted.shop.workOff();
    assertThat(scripted.status()).isEqualTo(ACTIVE);
  }

  @Test
  void nobodyWaitsLongForStripe() throws Exception {
    ScriptedShop scripted = new ScriptedShop();
    CountDownLatch mended = new CountDownLatch(1);
    scripted.answers.answers =
        any -> {
          await(mended);
          return List.of(ScriptedShop.snapshot(ACTIVE));
        };
    SubscriptionSync sync =
        new SubscriptionSync(
            scripted.shop.store, Optional.of(scripted.answers), scripted.shop.clock);
    EventEffects effects =
        new EventEffects(scripted.shop.store, sync, scripted.shop.clock, new SecureRandom());
    Webhooks webhooks =
        new Webhooks(sync, scripted.shop.store, effects, scripted.shop.clock, Duration.ofMillis(1));
    List<HandledEvent> handled = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      var signed = scripted.shop.gateway.signed(scripted.event("customer.subscription.updated"));
      handled.add(webhooks.receive(signed.bytes(), signed.signature()));
    }
    assertThat(handled).allMatch(one -> one.outcome() == Outcome.KEPT);
    List<EventInbox.Line> due =
        scripted.shop.pending().stream()
            .filter(line -> scripted.shop.clock.instant().equals(line.dueAt()))
            .toList();
    assertThat(due).as("more than eight at once are left to the worker").hasSize(1);
    mended.countDown();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (scripted.shop.pending().size() > 1 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(scripted.shop.pending()).isEqualTo(due);
    scripted.shop.feature.worker().run();
    assertThat(scripted.shop.pending()).isEmpty();
    assertThat(scripted.status()).isEqualTo(ACTIVE);
  }

  @Test
  void w08_whoIsAloneNeedNotWaitForTheDead() {
    shop.buy(ann, PRO);
    BillingEvent event = shop.gateway.events().get(0);
    shop.store.receive(event, shop.clock.instant(), shop.clock.instant().plusSeconds(15));
    assertThat(shop.feature.worker().run()).isEmpty();
    assertThat(shop.feature.worker().takeOver()).hasSize(1);
    assertThat(shop.tier(ann)).isEqualTo(Tier.PRO);
  }

  @Test
  void w08_whatIsPutOffMeanwhileIsNotTakenOverAgain() {
    ScriptedShop scripted = new ScriptedShop();
    scripted.answers.answers =
        any -> {
          throw new ProblemException(new BillingProblem.BillingFailed());
        };
    Instant now = scripted.shop.clock.instant();
    for (int i = 0; i < 10; i++) {
      scripted.shop.store.receive(scripted.event("invoice.paid"), now, now.plusSeconds(15));
    }
    assertThat(scripted.shop.feature.worker().takeOver())
        .hasSize(10)
        .allMatch(one -> one.outcome() == Outcome.PUT_OFF);
    assertThat(scripted.answers.asked.get()).isEqualTo(10);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
