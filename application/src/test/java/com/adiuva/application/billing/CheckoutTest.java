package com.adiuva.application.billing;

import static com.adiuva.application.billing.Shop.PRO;
import static com.adiuva.application.billing.Shop.TEAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.billing.Checkout;
import com.adiuva.domain.billing.InMemoryPaymentGateway.Outage;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.BillingProblem.AlreadySubscribed;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.Racers;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CheckoutTest {
  private final Shop shop = new Shop();
  private final Caller ann = shop.somebody();

  private URI checkout(Order order) {
    return shop.billing().checkout(ann, order);
  }

  @Test
  void w10_nobodyOrdersWhatIsNotSold() {
    assertThatThrownBy(() -> new Order(Tier.FREE, 1)).isInstanceOf(InvalidValueException.class);
    for (int seats : new int[] {-1, 0, 1001, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> new Order(Tier.TEAM, seats))
          .isInstanceOf(InvalidValueException.class);
    }
    assertThatThrownBy(() -> new Order(Tier.POWER, 2)).isInstanceOf(InvalidValueException.class);
    assertThat(new Order(Tier.TEAM, 1000).seats()).isEqualTo(1000);
  }

  @Test
  void w10_tenClicksAtOnceOpenOnePage() throws Exception {
    List<URI> pages = Racers.race(10, () -> checkout(PRO));
    assertThat(pages.stream().distinct()).hasSize(1);
    assertThat(shop.gateway.sessionsOpened()).isEqualTo(1);
    assertThat(shop.gateway.customersCreated()).isEqualTo(1);
    assertThat(checkout(PRO)).isEqualTo(pages.get(0));
  }

  @Test
  void aLostReplyAndARetryOpenOnePage() {
    ScriptedShop scripted = new ScriptedShop();
    Shop other = scripted.shop;
    scripted.answers.answers = any -> List.of();
    Caller ben = other.somebody();
    other.gateway.fail(Outage.AFTER_ACTING, 1);
    Shop.problem(BillingProblem.BillingUnavailable.class, () -> other.billing().checkout(ben, PRO));
    assertThat(other.gateway.customersCreated()).isEqualTo(1);
    Checkout noted = other.store.open(ben.id(), other.clock.instant()).orElseThrow();
    other.store.linkCustomer(ben.id(), other.gateway.createCustomer(noted, ben.email()));
    other.gateway.fail(Outage.AFTER_ACTING, 1);
    Shop.problem(BillingProblem.BillingUnavailable.class, () -> other.billing().checkout(ben, PRO));
    assertThat(other.gateway.sessionsOpened()).isEqualTo(1);
    URI page = other.billing().checkout(ben, PRO);
    assertThat(other.billing().checkout(ben, PRO)).isEqualTo(page);
    assertThat(other.gateway.sessionsOpened()).isEqualTo(1);
    assertThat(other.gateway.customersCreated()).isEqualTo(1);
    other.gateway.customers().pay(Shop.session(page));
  }

  @Test
  void anotherOrderClosesThePageOfTheFirst() {
    URI first = checkout(PRO);
    URI second = checkout(TEAM);
    assertThat(second).isNotEqualTo(first);
    assertThat(checkout(TEAM)).isEqualTo(second);
    assertThatThrownBy(() -> shop.gateway.customers().pay(Shop.session(first)))
        .isInstanceOf(IllegalStateException.class);
    shop.gateway.customers().pay(Shop.session(second));
  }

  @Test
  void anotherOrderClosesAlsoAPageThatNobodyHeardOf() {
    checkout(PRO);
    checkout(TEAM);
    shop.gateway.fail(Outage.BEFORE_ACTING, 1);
    Shop.problem(BillingProblem.BillingUnavailable.class, () -> checkout(PRO));
    URI page = checkout(new Order(Tier.POWER, 1));
    shop.gateway.customers().pay(Shop.session(page));
    shop.deliverNews();
    assertThat(shop.tier(ann)).isEqualTo(Tier.POWER);
  }

  /// Such as when its addresses or prices changed meanwhile: Stripe takes an order's id only once.
  @Test
  void anOrderThatIsRefusedIsNotRepeatedForEver() {
    shop.gateway.fail(Outage.REFUSED, 1);
    Shop.problem(BillingProblem.BillingFailed.class, () -> checkout(PRO));
    assertThat(shop.store.open(ann.id(), shop.clock.instant())).isEmpty();
    shop.gateway.fail(Outage.BEFORE_ACTING, 1);
    Shop.problem(BillingProblem.BillingUnavailable.class, () -> checkout(PRO));
    shop.gateway.fail(Outage.REFUSED, 1);
    assertThat(Shop.session(checkout(TEAM))).isNotEmpty();
  }

  @Test
  void aPageThatWasPaidOnIsASubscriptionThoughNoEventCame() {
    shop.buy(ann, PRO);
    assertThat(shop.tier(ann)).isEqualTo(Tier.FREE);
    AlreadySubscribed refusal = Shop.problem(AlreadySubscribed.class, () -> checkout(TEAM));
    assertThat(refusal.portalUrl()).isNotNull();
    assertThat(shop.tier(ann)).isEqualTo(Tier.PRO);
  }

  @Test
  void whoSubscribesIsSentToThePortalIfThereIsALink() {
    shop.subscribe(ann, PRO);
    AlreadySubscribed refusal = Shop.problem(AlreadySubscribed.class, () -> checkout(PRO));
    assertThat(String.valueOf(refusal.portalUrl())).contains("portal");
    shop.gateway.fail(Outage.BEFORE_ACTING, 1);
    refusal = Shop.problem(AlreadySubscribed.class, () -> checkout(TEAM));
    assertThat(refusal.portalUrl()).isNull();
    assertThat(shop.gateway.sessionsOpened()).isEqualTo(1);
  }

  @Test
  void w07_whoHasNotPaidYetCannotSubscribeTwice() {
    String id = shop.gateway.customers().payLater(Shop.session(checkout(PRO)));
    shop.deliverNews();
    assertThat(shop.tier(ann)).isEqualTo(Tier.FREE);
    Shop.problem(AlreadySubscribed.class, () -> checkout(PRO));
    shop.gateway.customers().recover(id);
    shop.deliverNews();
    assertThat(shop.tier(ann)).isEqualTo(Tier.PRO);
  }

  @Test
  void whoseSubscriptionEndedSubscribesAnew() {
    shop.subscribe(ann, PRO);
    shop.billing().cancel(ann, Billing.When.NOW);
    shop.subscribe(ann, TEAM);
    assertThat(shop.tier(ann)).isEqualTo(Tier.TEAM);
    assertThat(shop.tiers.seats(shop.subscription(ann))).isEqualTo(3);
  }

  @Test
  void aPageThatWasPaidOnIsNotShownAgainThoughItsSubscriptionEndedBeforeWeHeardOfIt() {
    URI first = checkout(PRO);
    String id = shop.gateway.customers().pay(Shop.session(first));
    shop.gateway.cancelNow(id);
    shop.deliverNews();
    URI second = checkout(PRO);
    assertThat(second).isNotEqualTo(first);
    shop.gateway.customers().pay(Shop.session(second));
  }

  @Test
  void norWhileTheEventsAreStillToCome() {
    URI first = checkout(PRO);
    shop.gateway.cancelNow(shop.gateway.customers().pay(Shop.session(first)));
    URI second = checkout(PRO);
    assertThat(second).isNotEqualTo(first);
    shop.gateway.customers().pay(Shop.session(second));
    Shop.problem(AlreadySubscribed.class, () -> checkout(PRO));
  }

  @Test
  void aPageIsShownAgainThoughStripeIsAway() {
    URI page = checkout(PRO);
    shop.gateway.fail(Outage.BEFORE_ACTING, 1);
    assertThat(checkout(PRO)).isEqualTo(page);
  }

  @Test
  void aPageThatExpiredIsReplaced() {
    URI first = checkout(PRO);
    shop.clock.advance(Duration.ofHours(24));
    assertThat(checkout(PRO)).isNotEqualTo(first);
  }

  @Test
  void aWishThatIsNearlyOverIsReplacedToo() {
    shop.gateway.fail(Outage.BEFORE_ACTING, 1);
    Shop.problem(BillingProblem.BillingUnavailable.class, () -> checkout(PRO));
    shop.clock.advance(Duration.ofMinutes(22 * 60 + 30));
    URI page = checkout(PRO);
    shop.clock.advance(Duration.ofHours(1));
    shop.gateway.customers().pay(Shop.session(page));
  }

  @Test
  void whoWasDeletedAtStripeBuysAsANewCustomer() {
    shop.subscribe(ann, PRO);
    shop.billing().cancel(ann, Billing.When.NOW);
    String lost = customer();
    shop.gateway.customers().delete(lost);
    Shop.problem(BillingProblem.NoSubscription.class, () -> shop.billing().portal(ann));
    URI page = checkout(TEAM);
    assertThat(checkout(TEAM)).isEqualTo(page);
    assertThat(shop.gateway.customersCreated()).isEqualTo(2);
    shop.gateway.customers().pay(Shop.session(page));
    shop.deliverNews();
    assertThat(shop.tier(ann)).isEqualTo(Tier.TEAM);
    assertThat(customer()).isNotEqualTo(lost);
    assertThat(shop.billing().portal(ann).toString()).contains(customer());
  }

  private String customer() {
    return Objects.requireNonNull(shop.account(ann).customerId());
  }

  @Test
  void aPageOfACustomerWhoWasDeletedIsNotShownAgain() {
    URI first = checkout(PRO);
    shop.gateway.customers().delete(customer());
    URI second = checkout(PRO);
    assertThat(second).isNotEqualTo(first);
    shop.gateway.customers().delete(customer());
    shop.gateway.customers().pay(Shop.session(checkout(TEAM)));
    shop.deliverNews();
    assertThat(shop.tier(ann)).isEqualTo(Tier.TEAM);
  }

  @Test
  void w10_tenClicksAtOnceOpenOnePageAlsoForWhoWasDeleted() throws Exception {
    for (int round = 1; round <= 20; round++) {
      shop.subscribe(ann, PRO);
      shop.billing().cancel(ann, Billing.When.NOW);
      shop.gateway.customers().delete(customer());
      List<URI> pages = Racers.race(10, () -> checkout(PRO));
      assertThat(pages.stream().distinct()).hasSize(1);
      assertThat(checkout(PRO)).isEqualTo(pages.getFirst());
    }
  }

  @Test
  void aPageOfAWishThatWasGivenUpMeanwhileIsClosed() {
    ScriptedShop scripted = new ScriptedShop();
    Shop other = scripted.shop;
    Caller ben = other.somebody();
    other.billing().checkout(ben, PRO);
    other.clock.advance(Duration.ofHours(24));
    List<Checkout> givenUp = new ArrayList<>();
    scripted.answers.answers =
        any -> {
          if (givenUp.isEmpty()) {
            givenUp.add(other.store.open(ben.id(), other.clock.instant()).orElseThrow());
            other.store.close(givenUp.getFirst().id());
          }
          return List.of();
        };
    URI page = other.billing().checkout(ben, PRO);
    String known = Objects.requireNonNull(other.account(ben).customerId());
    String closed = other.gateway.openCheckout(known, givenUp.getFirst()).sessionId();
    assertThat(closed).isNotEqualTo(Shop.session(page));
    assertThatThrownBy(() -> other.gateway.customers().pay(closed))
        .isInstanceOf(IllegalStateException.class);
    assertThat(other.gateway.sessionsOpened()).isEqualTo(3);
    other.gateway.customers().pay(Shop.session(page));
  }

  @Test
  void anotherRefusalForgetsNobody() {
    ScriptedShop scripted = new ScriptedShop();
    Caller ben = scripted.shop.somebody();
    scripted.shop.billing().checkout(ben, PRO);
    scripted.shop.clock.advance(Duration.ofHours(24));
    String known = scripted.shop.account(ben).customerId();
    scripted.answers.answers = any -> List.of();
    scripted.shop.gateway.fail(Outage.REFUSED, 1);
    Shop.problem(
        BillingProblem.BillingFailed.class, () -> scripted.shop.billing().checkout(ben, TEAM));
    scripted.shop.billing().checkout(ben, PRO);
    assertThat(scripted.shop.account(ben).customerId()).isEqualTo(known);
    assertThat(scripted.shop.gateway.customersCreated()).isEqualTo(1);
  }

  @Test
  void whoIsGoneOpensNothing() {
    shop.store.erase(ann.id());
    Shop.problem(Problem.TokenExpired.class, () -> checkout(PRO));
    assertThat(shop.gateway.sessionsOpened()).isZero();
  }

  @Test
  void w19_withoutAPaymentProviderThePageIsAStubAndNothingChanges() {
    Shop closed = Shop.closed();
    Caller ben = closed.somebody();
    assertThat(closed.billing().checkout(ben, TEAM).toString()).contains("stub").contains("team");
    assertThat(closed.tier(ben)).isEqualTo(Tier.FREE);
    assertThat(closed.account(ben).revision()).isZero();
  }
}
