package com.adiuva.domain.billing;

import static com.adiuva.domain.billing.Purses.LATER;
import static com.adiuva.domain.billing.Purses.NOW;
import static com.adiuva.domain.billing.Purses.PERIOD_END;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Racers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [Subscriptions] does.
public interface SubscriptionsContract {
  Subscriptions subscriptions();

  /// The inbox over the same store.
  EventInbox inbox();

  /// The checkouts over the same store.
  Checkouts checkouts();

  /// Somebody who never paid.
  User newUser();

  void erase(UserId user);

  private BillingAccount account(UserId user) {
    return subscriptions().of(user).orElseThrow();
  }

  private boolean apply(BillingAccount account, @Nullable Subscription next) {
    return subscriptions().apply(account, next, null, NOW);
  }

  private EventInbox.State stateOf(BillingEvent event) {
    return inbox().newest(null, 100).stream()
        .filter(line -> line.event().equals(event))
        .map(EventInbox.Line::state)
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void whoNeverPaidHasAnAccountWithNothing() {
    User user = newUser();
    assertThat(subscriptions().of(user.id()))
        .contains(new BillingAccount(user.id(), user.email(), null, null, 0));
    assertThat(subscriptions().of(People.somebody().id())).isEmpty();
    assertThat(subscriptions().ofCustomer(Purses.id("cus"))).isEmpty();
  }

  @Test
  default void aCustomerIsLinkedOnce() throws Exception {
    User user = newUser();
    AtomicInteger racers = new AtomicInteger();
    String prefix = Purses.id("cus");
    List<String> linked =
        Racers.race(
            8,
            () ->
                subscriptions()
                    .linkCustomer(user.id(), prefix + "_" + racers.incrementAndGet())
                    .orElseThrow());
    assertThat(linked.stream().distinct()).hasSize(1);
    assertThat(subscriptions().ofCustomer(linked.getFirst()))
        .contains(new BillingAccount(user.id(), user.email(), linked.getFirst(), null, 0));
    assertThat(subscriptions().linkCustomer(People.somebody().id(), prefix)).isEmpty();
  }

  @Test
  default void aCustomerIsForgottenWithHisCheckoutIfHeIsStillTheSame() {
    User user = newUser();
    User other = newUser();
    Subscription ended =
        Purses.subscription(Purses.id("sub"), Tier.PRO, SubscriptionStatus.CANCELED);
    apply(account(user.id()), ended);
    String lost = subscriptions().linkCustomer(user.id(), Purses.id("cus")).orElseThrow();
    String others = subscriptions().linkCustomer(other.id(), Purses.id("cus")).orElseThrow();
    checkouts().begin(wish(user.id()), NOW);
    checkouts().begin(wish(other.id()), NOW);
    BillingAccount before = account(user.id());

    subscriptions().forgetCustomer(user.id(), others);
    assertThat(account(user.id())).isEqualTo(before);
    assertThat(checkouts().open(user.id(), NOW)).isPresent();

    subscriptions().forgetCustomer(user.id(), lost);
    assertThat(account(user.id()))
        .isEqualTo(new BillingAccount(user.id(), user.email(), null, ended, before.revision()));
    assertThat(subscriptions().ofCustomer(lost)).isEmpty();
    assertThat(checkouts().open(user.id(), NOW)).isEmpty();

    String next = subscriptions().linkCustomer(user.id(), Purses.id("cus")).orElseThrow();
    Checkout anew = checkouts().begin(wish(user.id()), NOW);
    subscriptions().forgetCustomer(user.id(), lost);
    subscriptions().forgetCustomer(People.somebody().id(), lost);
    assertThat(account(user.id()).customerId()).isEqualTo(next);
    assertThat(checkouts().open(user.id(), NOW)).contains(anew);
    assertThat(account(other.id()).customerId()).isEqualTo(others);
    assertThat(checkouts().open(other.id(), NOW)).isPresent();
  }

  private static Checkout wish(UserId user) {
    return new Checkout(UUID.randomUUID(), user, Tier.PRO, 1, null, LATER);
  }

  @Test
  default void whatWasAppliedIsReadBackInFull() {
    UserId user = newUser().id();
    Subscription team =
        new Subscription(
            Purses.id("sub"), Tier.TEAM, SubscriptionStatus.ACTIVE, 7, PERIOD_END, true, null);
    assertThat(apply(account(user), team)).isTrue();
    BillingAccount first = account(user);
    assertThat(first.subscription()).isEqualTo(team);
    assertThat(first.revision()).isPositive();
    Subscription failed =
        new Subscription(
            team.stripeId(), Tier.PRO, SubscriptionStatus.PAST_DUE, 1, null, false, NOW);
    assertThat(apply(first, failed)).isTrue();
    assertThat(account(user).subscription()).isEqualTo(failed);
    assertThat(account(user).revision()).isGreaterThan(first.revision());
    Subscription granted = Subscription.granted(Tier.FREE);
    assertThat(apply(account(user), granted)).isTrue();
    assertThat(account(user).subscription()).isEqualTo(granted);
  }

  @Test
  default void everyStatusCanBeKept() {
    UserId user = newUser().id();
    for (SubscriptionStatus status : SubscriptionStatus.values()) {
      Subscription one = Purses.subscription(Purses.id("sub"), Tier.POWER, status);
      assertThat(apply(account(user), one)).as(status.name()).isTrue();
      assertThat(account(user).subscription()).isEqualTo(one);
    }
  }

  @Test
  default void whatWasLearnedBeforeTheLastChangeIsVoid() {
    UserId user = newUser().id();
    BillingAccount nothing = account(user);
    Subscription active =
        Purses.subscription(Purses.id("sub"), Tier.PRO, SubscriptionStatus.ACTIVE);
    assertThat(apply(nothing, active)).isTrue();
    BillingAccount first = account(user);
    Subscription unpaid =
        Purses.subscription(Purses.id("sub"), Tier.PRO, SubscriptionStatus.UNPAID);
    assertThat(apply(nothing, unpaid)).isFalse();
    assertThat(apply(nothing, null)).isFalse();
    assertThat(account(user)).isEqualTo(first);
  }

  @Test
  default void aConfirmationMakesOlderKnowledgeVoidToo() {
    UserId user = newUser().id();
    Subscription active =
        Purses.subscription(Purses.id("sub"), Tier.PRO, SubscriptionStatus.ACTIVE);
    apply(account(user), active);
    BillingAccount seen = account(user);
    assertThat(apply(seen, null)).isTrue();
    assertThat(account(user).subscription()).isEqualTo(active);
    assertThat(
            apply(seen, Purses.subscription(Purses.id("sub"), Tier.PRO, SubscriptionStatus.UNPAID)))
        .isFalse();
    assertThat(account(user).subscription()).isEqualTo(active);
  }

  @Test
  default void theEventIsDoneWithItsEffectOrNotAtAll() {
    UserId user = newUser().id();
    String customer = subscriptions().linkCustomer(user, Purses.id("cus")).orElseThrow();
    BillingEvent first = Purses.event(customer);
    BillingEvent late = Purses.event(customer);
    BillingEvent confirming = Purses.event(customer);
    for (BillingEvent event : List.of(first, late, confirming)) {
      inbox().receive(event, NOW, LATER);
    }
    BillingAccount nothing = account(user);
    Subscription active =
        Purses.subscription(Purses.id("sub"), Tier.PRO, SubscriptionStatus.ACTIVE);
    assertThat(subscriptions().apply(nothing, active, first.id(), NOW)).isTrue();
    assertThat(stateOf(first)).isEqualTo(EventInbox.State.DONE);
    assertThat(subscriptions().apply(nothing, active, late.id(), NOW)).isFalse();
    assertThat(stateOf(late)).isEqualTo(EventInbox.State.PENDING);
    assertThat(subscriptions().apply(nothing, null, late.id(), NOW)).isFalse();
    assertThat(stateOf(late)).isEqualTo(EventInbox.State.PENDING);
    assertThat(subscriptions().apply(account(user), null, confirming.id(), NOW)).isTrue();
    assertThat(stateOf(confirming)).isEqualTo(EventInbox.State.DONE);
    assertThat(inbox().claim(LATER, LATER.plusSeconds(60), 100))
        .extracting(EventInbox.Entry::event)
        .contains(late)
        .doesNotContain(first, confirming);
  }

  @Test
  default void whatIsBoughtEndsTheCheckout() {
    for (SubscriptionStatus status : SubscriptionStatus.values()) {
      UserId user = newUser().id();
      Checkout wish = wish(user);
      checkouts().begin(wish, NOW);
      apply(account(user), Subscription.granted(Tier.TEAM));
      assertThat(checkouts().open(user, NOW)).isPresent();
      Subscription bought = Purses.subscription(Purses.id("sub"), Tier.PRO, status);
      apply(account(user), bought);
      assertThat(checkouts().open(user, NOW)).as(status.name()).isEmpty();
      checkouts().begin(wish, NOW);
      apply(account(user), null);
      assertThat(checkouts().open(user, NOW)).isPresent();
      apply(account(user), bought);
      assertThat(checkouts().open(user, NOW).isPresent()).isEqualTo(status.isFinal());
    }
  }

  @Test
  default void nothingToSayOfWhoNeverPaidSettlesTheEvent() {
    UserId user = newUser().id();
    String customer = subscriptions().linkCustomer(user, Purses.id("cus")).orElseThrow();
    BillingEvent event = Purses.event(customer);
    inbox().receive(event, NOW, LATER);
    assertThat(subscriptions().apply(account(user), null, event.id(), NOW)).isTrue();
    assertThat(stateOf(event)).isEqualTo(EventInbox.State.DONE);
    assertThat(account(user).subscription()).isNull();
    assertThat(account(user).revision()).isZero();
  }

  @Test
  default void ofRacersWithTheSameKnowledgeOneWins() throws Exception {
    for (int round = 0; round < 10; round++) {
      UserId user = newUser().id();
      if (round % 2 == 1) {
        apply(account(user), Subscription.granted(Tier.PRO));
      }
      BillingAccount seen = account(user);
      AtomicInteger racers = new AtomicInteger();
      String prefix = Purses.id("sub");
      List<Boolean> took =
          Racers.race(
              6,
              () ->
                  apply(
                      seen,
                      Purses.subscription(
                          prefix + "_" + racers.incrementAndGet(),
                          Tier.PRO,
                          SubscriptionStatus.ACTIVE)));
      assertThat(took.stream().filter(one -> one)).hasSize(1);
      assertThat(account(user).revision()).isEqualTo(seen.revision() + 1);
    }
  }

  @Test
  default void nothingIsAppliedToWhoIsGone() {
    User user = newUser();
    BillingAccount seen = account(user.id());
    erase(user.id());
    assertThat(apply(seen, Subscription.granted(Tier.PRO))).isFalse();
    assertThat(apply(seen, null)).isFalse();
    assertThat(subscriptions().of(user.id())).isEmpty();
  }

  @Test
  default void whoIsErasedLeavesAnEventIfHeWasACustomer() {
    UserId user = newUser().id();
    String customer = subscriptions().linkCustomer(user, Purses.id("cus")).orElseThrow();
    assertThat(inbox().wasErased(customer)).isFalse();
    int before = inbox().newest(null, 1000).size();
    erase(newUser().id());
    assertThat(inbox().newest(null, 1000)).hasSize(before);
    erase(user);
    assertThat(inbox().wasErased(customer)).isTrue();
    assertThat(subscriptions().ofCustomer(customer)).isEmpty();
    assertThat(inbox().claim(NOW, LATER, 1000))
        .extracting(EventInbox.Entry::event)
        .anySatisfy(event -> {
          assertThat(event.type()).isEqualTo(BillingEvent.ACCOUNT_ERASED);
          assertThat(event.customerId()).isEqualTo(customer);
        });
  }

  @Test
  default void everybodyWhoIsBilledComesOnceByPages() {
    List<UserId> billed = new ArrayList<>();
    for (SubscriptionStatus status : SubscriptionStatus.values()) {
      UserId user = newUser().id();
      apply(account(user), Purses.subscription(Purses.id("sub"), Tier.PRO, status));
      if (!status.isFinal()) {
        billed.add(user);
      }
    }
    UserId granted = newUser().id();
    apply(account(granted), Subscription.granted(Tier.TEAM));
    List<UserId> found = new ArrayList<>();
    List<BillingAccount> page = subscriptions().billed(null, 2);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      assertThat(page).allMatch(one -> one.subscription() != null && one.subscription().isBilled());
      page.forEach(one -> found.add(one.user()));
      page = subscriptions().billed(page.getLast().user(), 2);
    }
    assertThat(found).doesNotHaveDuplicates().containsAll(billed).doesNotContain(granted);
  }

  @Test
  default void manyAreReadAtOnce() {
    UserId granted = newUser().id();
    apply(account(granted), Subscription.granted(Tier.TEAM));
    UserId plain = newUser().id();
    newUser();
    UserId nobody = new UserId(UUID.randomUUID());
    assertThat(subscriptions().ofAll(List.of(granted, nobody, plain, granted)))
        .containsExactlyInAnyOrder(account(granted), account(plain));
    assertThat(subscriptions().ofAll(List.of())).isEmpty();
  }
}
