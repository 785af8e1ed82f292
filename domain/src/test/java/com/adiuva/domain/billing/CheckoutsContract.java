package com.adiuva.domain.billing;

import static com.adiuva.domain.billing.Purses.LATER;
import static com.adiuva.domain.billing.Purses.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Racers;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [Checkouts] does.
public interface CheckoutsContract {
  Checkout.Page PAGE = new Checkout.Page("cs_1", URI.create("https://pay.example.org/cs_1"));

  Checkouts checkouts();

  /// The id of somebody without a checkout.
  UserId newBuyer();

  private static Checkout wish(UserId user, Tier tier, int seats) {
    return new Checkout(UUID.randomUUID(), user, tier, seats, null, LATER);
  }

  private static Checkout withPage(Checkout checkout, Checkout.Page page) {
    return new Checkout(
        checkout.id(),
        checkout.user(),
        checkout.tier(),
        checkout.seats(),
        page,
        checkout.expiresAt());
  }

  @Test
  default void aUserHasOneOpenAtATime() {
    UserId user = newBuyer();
    assertThat(checkouts().open(user, NOW)).isEmpty();
    Checkout first = wish(user, Tier.TEAM, 3);
    assertThat(checkouts().begin(first, NOW)).isEqualTo(first);
    assertThat(checkouts().begin(wish(user, Tier.PRO, 1), NOW)).isEqualTo(first);
    assertThat(checkouts().open(user, NOW)).contains(first);
    Checkout other = wish(newBuyer(), Tier.PRO, 1);
    assertThat(checkouts().begin(other, NOW)).isEqualTo(other);
  }

  @Test
  default void thePageIsKeptWithIt() {
    UserId user = newBuyer();
    Checkout first = checkouts().begin(wish(user, Tier.PRO, 1), NOW);
    assertThat(checkouts().opened(first.id(), PAGE)).isTrue();
    assertThat(checkouts().open(user, NOW)).contains(withPage(first, PAGE));
    assertThat(checkouts().begin(wish(user, Tier.PRO, 1), NOW)).isEqualTo(withPage(first, PAGE));
    assertThat(checkouts().opened(UUID.randomUUID(), PAGE)).isFalse();
  }

  @Test
  default void whatIsClosedMakesRoom() {
    UserId user = newBuyer();
    Checkout first = checkouts().begin(wish(user, Tier.PRO, 1), NOW);
    checkouts().close(first.id());
    assertThat(checkouts().open(user, NOW)).isEmpty();
    assertThat(checkouts().opened(first.id(), PAGE)).isFalse();
    assertThat(checkouts().open(user, NOW)).isEmpty();
    Checkout second = wish(user, Tier.POWER, 1);
    assertThat(checkouts().begin(second, NOW)).isEqualTo(second);
    checkouts().close(first.id());
    assertThat(checkouts().open(user, NOW)).contains(second);
  }

  @Test
  default void whatHasExpiredMakesRoom() {
    UserId user = newBuyer();
    Checkout first = checkouts().begin(wish(user, Tier.PRO, 1), NOW);
    checkouts().opened(first.id(), PAGE);
    assertThat(checkouts().open(user, LATER.minusMillis(1))).isPresent();
    assertThat(checkouts().open(user, LATER)).isEmpty();
    Checkout second =
        new Checkout(UUID.randomUUID(), user, Tier.PRO, 1, null, LATER.plusSeconds(60));
    assertThat(checkouts().begin(second, LATER)).isEqualTo(second);
    assertThat(checkouts().open(user, LATER)).contains(second);
  }

  @Test
  default void w10_ofRacersOneBegins() throws Exception {
    UserId user = newBuyer();
    List<Checkout> begun = Racers.race(10, () -> checkouts().begin(wish(user, Tier.PRO, 1), NOW));
    assertThat(begun.stream().map(Checkout::id).distinct()).hasSize(1);
    assertThat(checkouts().open(user, NOW)).isEqualTo(Optional.of(begun.getFirst()));
  }

  @Test
  default void nothingIsKeptForWhoIsGone() {
    UserId nobody = People.somebody().id();
    Checkout wish = wish(nobody, Tier.PRO, 1);
    assertThat(checkouts().begin(wish, NOW)).isEqualTo(wish);
    assertThat(checkouts().open(nobody, NOW)).isEmpty();
  }
}
