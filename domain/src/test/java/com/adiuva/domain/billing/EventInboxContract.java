package com.adiuva.domain.billing;

import static com.adiuva.domain.billing.Purses.LATER;
import static com.adiuva.domain.billing.Purses.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.billing.EventInbox.Entry;
import com.adiuva.domain.billing.EventInbox.Line;
import com.adiuva.domain.billing.EventInbox.State;
import com.adiuva.domain.shared.Racers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [EventInbox] does.
public interface EventInboxContract {
  EventInbox inbox();

  private BillingEvent received() {
    BillingEvent event = Purses.event(Purses.id("cus"));
    assertThat(inbox().receive(event, NOW, LATER)).isTrue();
    return event;
  }

  private List<Entry> claim(BillingEvent event, Instant now, Instant lease) {
    return inbox().claim(now, lease, 1000).stream()
        .filter(entry -> entry.event().equals(event))
        .toList();
  }

  private Line line(BillingEvent event) {
    return inbox().newest(null, 1000).stream()
        .filter(line -> line.event().equals(event))
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void anEventIsReceivedOnceAndIsTheReceiversUntilItsLeaseEnds() {
    BillingEvent event = received();
    assertThat(inbox().receive(event, NOW, LATER)).isFalse();
    assertThat(line(event)).isEqualTo(new Line(event, State.PENDING, NOW, 1, null, LATER));
    assertThat(claim(event, NOW, LATER)).isEmpty();
    assertThat(claim(event, LATER.minusSeconds(1), LATER)).isEmpty();
    assertThat(claim(event, LATER, LATER.plusSeconds(60))).containsExactly(new Entry(event, 1));
    assertThat(claim(event, LATER, LATER.plusSeconds(60))).isEmpty();
    assertThat(claim(event, LATER.plusSeconds(60), LATER.plusSeconds(90)))
        .containsExactly(new Entry(event, 2));
  }

  @Test
  default void eventsOfNobodyAreKeptToo() {
    BillingEvent event = new BillingEvent(Purses.id("evt"), "account.updated", null);
    assertThat(inbox().receive(event, NOW, NOW)).isTrue();
    assertThat(claim(event, NOW, LATER)).containsExactly(new Entry(event, 1));
  }

  @Test
  default void w04_ofRacersOneReceives() throws Exception {
    BillingEvent event = Purses.event(Purses.id("cus"));
    List<Boolean> received = Racers.race(20, () -> inbox().receive(event, NOW, LATER));
    assertThat(received.stream().filter(one -> one)).hasSize(1);
  }

  @Test
  default void w08_whatSomebodyDiedWithIsClaimedByOneOther() throws Exception {
    BillingEvent event = received();
    List<Integer> claims = Racers.race(8, () -> claim(event, LATER, LATER.plusSeconds(60)).size());
    assertThat(claims.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
  }

  @Test
  default void whatIsSettledIsNeverClaimed() {
    BillingEvent ignored = received();
    BillingEvent done = received();
    inbox().ignore(ignored.id(), NOW);
    inbox().done(done.id(), NOW);
    assertThat(line(ignored)).isEqualTo(new Line(ignored, State.IGNORED, NOW, 1, null, null));
    assertThat(line(done)).isEqualTo(new Line(done, State.DONE, NOW, 1, null, null));
    inbox().retryAt(done.id(), NOW, "too_late");
    inbox().retryAt(ignored.id(), NOW, "too_late");
    Instant muchLater = NOW.plusSeconds(86_400);
    assertThat(claim(ignored, muchLater, muchLater)).isEmpty();
    assertThat(claim(done, muchLater, muchLater)).isEmpty();
    assertThat(inbox().receive(done, muchLater, muchLater)).isFalse();
    inbox().ignore(Purses.id("evt"), NOW);
    inbox().done(Purses.id("evt"), NOW);
    inbox().retryAt(Purses.id("evt"), NOW, "unknown");
  }

  @Test
  default void whatFailedIsDueWhenItWasPutOffTo() {
    BillingEvent event = received();
    Instant due = LATER.plusSeconds(5);
    inbox().retryAt(event.id(), due, "billing_unavailable");
    assertThat(line(event))
        .isEqualTo(new Line(event, State.PENDING, NOW, 1, "billing_unavailable", due));
    assertThat(claim(event, LATER, due)).isEmpty();
    assertThat(claim(event, due, due.plusSeconds(60))).containsExactly(new Entry(event, 1));
    inbox().done(event.id(), due);
    assertThat(line(event).problem()).isNull();
  }

  @Test
  default void theLongestDueComesFirst() {
    Instant longAgo = NOW.minusSeconds(1_000_000);
    BillingEvent second = Purses.event(Purses.id("cus"));
    BillingEvent first = Purses.event(Purses.id("cus"));
    inbox().receive(second, longAgo, longAgo.plusSeconds(2));
    inbox().receive(first, longAgo, longAgo.plusSeconds(1));
    assertThat(inbox().claim(longAgo.plusSeconds(2), LATER, 1))
        .containsExactly(new Entry(first, 1));
    assertThat(inbox().claim(longAgo.plusSeconds(2), LATER, 1))
        .containsExactly(new Entry(second, 1));
  }

  @Test
  default void theNewestAreListedFirst() {
    Instant soon = NOW.plusSeconds(1_000_000_000);
    BillingEvent older = Purses.event(Purses.id("cus"));
    BillingEvent newer = Purses.event(Purses.id("cus"));
    inbox().receive(older, soon, soon);
    inbox().receive(newer, soon.plusSeconds(1), soon);
    inbox().ignore(newer.id(), soon);
    assertThat(inbox().newest(null, 2)).extracting(Line::event).containsExactly(newer, older);
    assertThat(inbox().newest(State.PENDING, 1)).extracting(Line::event).containsExactly(older);
    assertThat(inbox().newest(State.IGNORED, 1)).extracting(Line::event).containsExactly(newer);
  }

  @Test
  default void anErasureIsRemembered() {
    String customer = Purses.id("cus");
    inbox().receive(Purses.event(customer), NOW, LATER);
    assertThat(inbox().wasErased(customer)).isFalse();
    BillingEvent erased =
        new BillingEvent(Purses.id("erased"), BillingEvent.ACCOUNT_ERASED, customer);
    inbox().receive(erased, NOW, LATER);
    inbox().done(erased.id(), NOW);
    assertThat(inbox().wasErased(customer)).isTrue();
  }
}
