package com.adiuva.application.billing;

import static com.adiuva.domain.billing.SubscriptionStatus.ACTIVE;
import static com.adiuva.domain.billing.SubscriptionStatus.CANCELED;
import static com.adiuva.domain.billing.SubscriptionStatus.INCOMPLETE;
import static com.adiuva.domain.billing.SubscriptionStatus.PAST_DUE;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.application.billing.HandledEvent.Outcome;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.SubscriptionStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The life of a subscription, told in every order.
class LifecycleTest {
  private record Chapter(String type, SubscriptionStatus status) {}

  /// What happened, and what Stripe has from then on.
  private static final List<Chapter> LIFE =
      List.of(
          new Chapter("customer.subscription.created", INCOMPLETE),
          new Chapter("checkout.session.completed", ACTIVE),
          new Chapter("customer.subscription.updated", ACTIVE),
          new Chapter("invoice.payment_failed", PAST_DUE),
          new Chapter("invoice.paid", ACTIVE),
          new Chapter("customer.subscription.deleted", CANCELED));

  private static List<List<Integer>> permutations(int n) {
    if (n == 0) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (List<Integer> shorter : permutations(n - 1)) {
      for (int at = 0; at < n; at++) {
        List<Integer> one = new ArrayList<>(shorter);
        one.add(at, n - 1);
        all.add(one);
      }
    }
    return all;
  }

  private static List<BillingEvent> events(ScriptedShop shop, int chapters) {
    return LIFE.subList(0, chapters).stream().map(one -> shop.event(one.type())).toList();
  }

  private static void assertEndsAs(SubscriptionStatus status, ScriptedShop shop, Object order) {
    assertThat(shop.shop.pending()).as("%s", order).isEmpty();
    assertThat(shop.status()).as("%s", order).isEqualTo(status);
    assertThat(shop.shop.subscription(shop.ann))
        .as("%s", order)
        .isEqualTo(ScriptedShop.snapshot(status).after(null, shop.shop.clock.instant()));
  }

  /// All events come late: whatever they say, Stripe has the end of it.
  @Test
  void w05_everyOrderWithDuplicatesEndsInTheSameState() {
    assertThat(permutations(6)).hasSize(720).doesNotHaveDuplicates();
    for (int chapters : new int[] {4, 5, 6}) {
      SubscriptionStatus end = LIFE.get(chapters - 1).status();
      for (List<Integer> order : permutations(chapters)) {
        ScriptedShop shop = new ScriptedShop();
        List<BillingEvent> events = events(shop, chapters);
        shop.says(end);
        for (int i : order) {
          assertThat(shop.shop.deliver(events.get(i)).outcome()).isEqualTo(Outcome.DONE);
          assertThat(shop.shop.deliver(events.get(i)).outcome()).isEqualTo(Outcome.KNOWN);
        }
        assertThat(shop.answers.asked.get()).as("one look each").isEqualTo(chapters);
        assertEndsAs(end, shop, order);
      }
    }
  }

  /// Events overtake each other while it happens: Stripe is as far as the latest that came.
  @Test
  void w05_everyOrderEndsInTheSameStateWhileItHappens() {
    for (int chapters : new int[] {4, 5, 6}) {
      for (List<Integer> order : permutations(chapters)) {
        ScriptedShop shop = new ScriptedShop();
        List<BillingEvent> events = events(shop, chapters);
        int latest = 0;
        for (int i : order) {
          latest = Math.max(latest, i);
          shop.says(LIFE.get(latest).status());
          shop.shop.deliver(events.get(i));
          assertThat(shop.status()).isEqualTo(LIFE.get(latest).status());
        }
        assertEndsAs(LIFE.get(chapters - 1).status(), shop, order);
      }
    }
  }

  /// One of the answers is from earlier.
  @Test
  void w05_aStaleAnswerChangesNothingInTheEnd() {
    List<List<Integer>> orders = new ArrayList<>(permutations(6));
    Collections.shuffle(orders, new java.util.Random(7));
    for (int n = 0; n < orders.size(); n++) {
      List<Integer> order = orders.get(n);
      ScriptedShop shop = new ScriptedShop();
      List<BillingEvent> events = events(shop, 6);
      int stale = n % 6;
      SubscriptionStatus earlier = LIFE.get(n / 6 % 5).status();
      for (int position = 0; position < 6; position++) {
        shop.says(position == stale ? earlier : CANCELED);
        HandledEvent handled = shop.shop.deliver(events.get(order.get(position)));
        boolean refused = position == stale && stale > 0;
        assertThat(handled.outcome()).isEqualTo(refused ? Outcome.PUT_OFF : Outcome.DONE);
        if (position > 0) {
          assertThat(shop.status()).as("no event upgrades again").isEqualTo(CANCELED);
        }
      }
      shop.says(CANCELED);
      shop.shop.workOff();
      assertThat(shop.shop.pending()).isEmpty();
      assertThat(shop.status()).isEqualTo(CANCELED);
    }
  }

  @Test
  void everyPairOfStatusesIsAnEdgeThatIsTakenOrRefused() {
    for (SubscriptionStatus from : SubscriptionStatus.values()) {
      for (SubscriptionStatus to : SubscriptionStatus.values()) {
        ScriptedShop shop = new ScriptedShop();
        shop.says(from);
        shop.deliver("customer.subscription.created");
        assertThat(shop.status()).isEqualTo(from);
        shop.says(to);
        HandledEvent handled = shop.deliver("customer.subscription.updated");
        boolean possible = from == to || from.next().contains(to);
        assertThat(shop.status()).as("%s to %s", from, to).isEqualTo(possible ? to : from);
        assertThat(handled.outcome()).isEqualTo(possible ? Outcome.DONE : Outcome.PUT_OFF);
        if (!possible) {
          assertThat(handled.problem()).isEqualTo("stale_answer");
          assertThat(shop.shop.pending()).hasSize(1);
        }
      }
    }
  }

  /// Somebody's answer arrives after that of somebody who asked later.
  @Test
  void anOlderAnswerNeverOverwritesANewerOne() {
    ScriptedShop shop = new ScriptedShop();
    shop.says(ACTIVE);
    shop.deliver("customer.subscription.created");
    BillingEvent paid = shop.event("invoice.paid");
    shop.answers.answers =
        any -> {
          shop.says(ACTIVE); // for who asks from now on
          shop.shop.deliver(paid);
          return List.of(ScriptedShop.snapshot(PAST_DUE));
        };
    assertThat(shop.deliver("invoice.payment_failed").outcome()).isEqualTo(Outcome.DONE);
    assertThat(shop.status()).isEqualTo(ACTIVE);
    assertThat(shop.shop.pending()).isEmpty();
  }

  @Test
  void whoIsOvertakenEachTimeTriesAgainLater() {
    ScriptedShop shop = new ScriptedShop();
    shop.says(ACTIVE);
    shop.deliver("customer.subscription.created");
    shop.answers.answers =
        any -> {
          var known = shop.shop.account(shop.ann);
          shop.shop.store.apply(known, null, null, shop.shop.clock.instant());
          return List.of(ScriptedShop.snapshot(PAST_DUE));
        };
    HandledEvent handled = shop.deliver("invoice.payment_failed");
    assertThat(handled.problem()).isEqualTo("contended");
    shop.says(PAST_DUE);
    shop.shop.workOff();
    assertThat(shop.status()).isEqualTo(PAST_DUE);
  }
}
