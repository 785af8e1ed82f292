package com.adiuva.application.billing;

import static com.adiuva.application.billing.Shop.PRO;
import static com.adiuva.application.billing.Shop.TEAM;
import static com.adiuva.domain.billing.SubscriptionStatus.CANCELED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.adiuva.application.billing.HandledEvent.Outcome;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.billing.InMemoryPaymentGateway.Outage;
import com.adiuva.domain.billing.SubscriptionSnapshot;
import com.adiuva.domain.billing.SubscriptionStatus;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What erasing an account does to what its owner pays, or could pay.
class ErasureTest {
  private final Shop shop = new Shop();
  private final Caller ann = shop.somebody();

  private SubscriptionStatus atStripe(String subscription) {
    return shop.gateway.subscriptionsOf(customer()).stream()
        .filter(one -> one.id().equals(subscription))
        .map(SubscriptionSnapshot::status)
        .findFirst()
        .orElseThrow();
  }

  private String customer() {
    return Objects.requireNonNull(shop.gateway.events().get(0).customerId());
  }

  @Test
  void whoeverErasesHisAccountIsNotChargedAnyMore() {
    String id = shop.subscribe(ann, PRO);
    shop.store.erase(ann.id());
    assertThat(shop.feature.worker().run()).hasSize(1);
    assertThat(atStripe(id)).isEqualTo(CANCELED);
    shop.deliverNews();
    assertThat(shop.pending()).isEmpty();
  }

  @Test
  void nobodyPaysOnAPageThatWasOpenWhenTheAccountWasErased() {
    URI page = shop.billing().checkout(ann, TEAM);
    shop.store.erase(ann.id());
    shop.feature.worker().run();
    assertThat(shop.pending()).isEmpty();
    assertThatThrownBy(() -> shop.gateway.customers().pay(Shop.session(page)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPageThatCannotBeClosedKeepsNobodyFromEndingWhatIsCharged() {
    String id = shop.subscribe(ann, PRO);
    String customer = customer();
    URI page = shop.page(customer, TEAM);
    shop.store.erase(ann.id());
    shop.gateway.fail(Outage.REFUSED, 1);
    assertThat(shop.feature.worker().run())
        .extracting(HandledEvent::outcome, HandledEvent::problem)
        .containsExactly(tuple(Outcome.PUT_OFF, "billing_failed"));
    assertThat(atStripe(id)).isEqualTo(CANCELED);
    shop.workOff();
    assertThatThrownBy(() -> shop.gateway.customers().pay(Shop.session(page)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsPaidOnAPageThatOpenedMeanwhileEndsAtOnce() {
    shop.billing().checkout(ann, TEAM);
    String customer = Objects.requireNonNull(shop.account(ann).customerId());
    shop.store.erase(ann.id());
    shop.feature.worker().run();
    String id = shop.gateway.customers().pay(Shop.session(shop.page(customer, TEAM)));
    shop.deliverNews();
    assertThat(atStripe(id)).isEqualTo(CANCELED);
    assertThat(shop.pending()).isEmpty();
  }

  @Test
  void anErasureOutlivesAnOutageOfStripe() {
    String id = shop.subscribe(ann, PRO);
    shop.store.erase(ann.id());
    shop.gateway.fail(Outage.AFTER_ACTING, 3);
    shop.feature.worker().run();
    assertThat(shop.pending()).hasSize(1);
    shop.workOff();
    assertThat(atStripe(id)).isEqualTo(CANCELED);
  }
}
