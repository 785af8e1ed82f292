package com.adiuva.application.billing;

import static com.adiuva.application.billing.Shop.PRO;
import static com.adiuva.application.billing.Shop.TEAM;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.application.billing.Reconciliation.Repair;
import com.adiuva.application.billing.Reconciliation.Report;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.billing.Checkout;
import com.adiuva.domain.billing.SubscriptionSnapshot;
import com.adiuva.domain.billing.SubscriptionStatus;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.RandomUuid;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
  private final Shop shop = new Shop();
  private final List<Repair> repairs = new ArrayList<>();

  private Report reconcile() {
    repairs.clear();
    return shop.feature.reconciliation().run(repairs::add);
  }

  @Test
  void everyLostEventIsRepairedAndOnlyThat() {
    Caller fine = shop.somebody();
    shop.subscribe(fine, PRO);
    Caller bought = shop.somebody();
    Caller changed = shop.somebody();
    Caller failed = shop.somebody();
    Caller ended = shop.somebody();
    String changedId = shop.subscribe(changed, PRO);
    String failedId = shop.subscribe(failed, PRO);
    String endedId = shop.subscribe(ended, PRO);
    shop.buy(bought, TEAM);
    shop.gateway.change(changedId, Tier.TEAM, 5);
    shop.gateway.customers().failPayment(failedId);
    shop.gateway.cancelNow(endedId);

    assertThat(reconcile()).isEqualTo(new Report(4, 4, 0, 0));
    assertThat(repairs)
        .extracting(repair -> ((Repair.Followed) repair).user())
        .containsExactlyInAnyOrder(bought.id(), changed.id(), failed.id(), ended.id());
    assertThat(shop.tier(bought)).isEqualTo(Tier.TEAM);
    assertThat(shop.subscription(changed).seats()).isEqualTo(5);
    assertThat(shop.subscription(failed).status()).isEqualTo(SubscriptionStatus.PAST_DUE);
    assertThat(shop.tier(ended)).isEqualTo(Tier.FREE);
    assertThat(reconcile()).isEqualTo(new Report(4, 0, 0, 0));
    assertThat(repairs).isEmpty();
  }

  @Test
  void whatStripeRefusesOfOneKeepsNobodyFromTheOthers() {
    ScriptedShop scripted = new ScriptedShop();
    Shop both = scripted.shop;
    Caller first = both.somebody();
    Caller second = both.somebody();
    both.buy(first, PRO);
    both.buy(second, TEAM);
    String refused = both.store.of(first.id()).orElseThrow().customerId();
    scripted.answers.answers =
        customer -> {
          if (customer.equals(refused)) {
            throw new ProblemException(new BillingProblem.BillingFailed());
          }
          return both.gateway.subscriptionsOf(customer);
        };
    assertThat(both.feature.reconciliation().run(repairs::add)).isEqualTo(new Report(2, 1, 1, 0));
    assertThat(both.tier(second)).isEqualTo(Tier.TEAM);
  }

  @Test
  void whoErasedHisAccountIsNotChargedThoughAllEventsWereLost() {
    Caller ann = shop.somebody();
    shop.billing().checkout(ann, PRO);
    String customer = Objects.requireNonNull(shop.account(ann).customerId());
    shop.store.erase(ann.id());
    shop.workOff();
    shop.gateway.customers().pay(Shop.session(shop.page(customer, PRO)));
    assertThat(reconcile().repaired()).isEqualTo(1);
    assertThat(repairs).singleElement().isInstanceOf(Repair.Stopped.class);
    assertThat(reconcile()).isEqualTo(new Report(0, 0, 0, 0));
  }

  @Test
  void strangersAreLeftAlone() {
    var stranger = People.somebody();
    Checkout order =
        new Checkout(
            RandomUuid.from(new SecureRandom()),
            stranger.id(),
            Tier.PRO,
            1,
            null,
            shop.clock.instant().plusSeconds(7_200));
    String customer = shop.gateway.createCustomer(order, stranger.email());
    shop.gateway.customers().pay(shop.gateway.openCheckout(customer, order).sessionId());
    assertThat(reconcile()).isEqualTo(new Report(1, 0, 0, 1));
    assertThat(shop.gateway.subscriptionsOf(customer))
        .extracting(SubscriptionSnapshot::status)
        .containsExactly(SubscriptionStatus.ACTIVE);
  }

  @Test
  void whatIsMissingAtStripeEndsWhenTheWorkerHasLookedOften() {
    ScriptedShop scripted = new ScriptedShop();
    scripted.says(SubscriptionStatus.ACTIVE);
    scripted.deliver("customer.subscription.created");
    scripted.answers.answers = any -> List.of();
    Report report = scripted.shop.feature.reconciliation().run(repairs::add);
    assertThat(report).isEqualTo(new Report(0, 0, 1, 0));
    assertThat(scripted.status()).isEqualTo(SubscriptionStatus.ACTIVE);
    scripted.shop.workOff();
    assertThat(scripted.status()).isEqualTo(SubscriptionStatus.CANCELED);
    assertThat(scripted.shop.feature.reconciliation().run(repairs::add))
        .isEqualTo(new Report(0, 0, 0, 0));
  }
}
