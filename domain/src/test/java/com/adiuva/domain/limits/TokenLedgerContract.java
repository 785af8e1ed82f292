package com.adiuva.domain.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.limits.TokenLedger.DayUsage;
import com.adiuva.domain.limits.TokenLedger.Grant;
import com.adiuva.domain.limits.TokenLedger.Reservation;
import com.adiuva.domain.limits.TokenLedger.Spent;
import com.adiuva.domain.shared.Racers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What every [TokenLedger] does.
public interface TokenLedgerContract {
  Instant NOW = People.NOON;
  Instant LATER = NOW.plus(Duration.ofMinutes(1));
  LocalDate TODAY = LocalDate.of(2026, 11, 21);
  LocalDate YESTERDAY = TODAY.minusDays(1);
  String MODEL = "openai/gpt-4o";
  long LIMIT = 1000;

  TokenLedger tokens();

  /// Somebody who has spent nothing.
  UserId newUser();

  private Grant reserve(UUID id, UserId user, long least, long wanted) {
    return tokens().reserve(new Reservation(id, user, TODAY, least, wanted, LATER), LIMIT, NOW);
  }

  private Grant reserve(UserId user, long least, long wanted) {
    return reserve(UUID.randomUUID(), user, least, wanted);
  }

  private void spend(UserId user, LocalDate day, String model, long input, long output) {
    tokens().settle(new Spent(user, day, model, new Usage(input, output)), null);
  }

  private static DayUsage day(LocalDate day, String model, long input, long output) {
    return new DayUsage(day, model, new Usage(input, output));
  }

  @Test
  default void addsUpPerDayAndModel() {
    UserId user = newUser();
    spend(user, TODAY, MODEL, 10, 1);
    spend(user, TODAY, MODEL, 5, 2);
    spend(user, TODAY, "anthropic/claude", 7, 3);
    spend(user, YESTERDAY, MODEL, 1, 0);
    spend(newUser(), TODAY, MODEL, 99, 99);

    assertThat(tokens().usage(user, YESTERDAY))
        .containsExactly(
            day(TODAY, "anthropic/claude", 7, 3),
            day(TODAY, MODEL, 15, 3),
            day(YESTERDAY, MODEL, 1, 0));
    assertThat(tokens().usage(user, TODAY)).hasSize(2);
    assertThat(tokens().usage(user, TODAY.plusDays(1))).isEmpty();
    assertThat(tokens().usage(newUser(), YESTERDAY)).isEmpty();
  }

  @Test
  default void addsUpWhatSeveralSpent() {
    UserId user = newUser();
    UserId another = newUser();
    spend(user, TODAY, MODEL, 10, 1);
    tokens()
        .settle(
            List.of(
                new Spent(user, TODAY, MODEL, new Usage(5, 2)),
                new Spent(another, YESTERDAY, MODEL, new Usage(3, 0)),
                new Spent(user, TODAY, "anthropic/claude", new Usage(7, 3)),
                new Spent(user, YESTERDAY, MODEL, Usage.NONE)));
    tokens().settle(List.of());

    assertThat(tokens().usage(user, YESTERDAY))
        .containsExactly(day(TODAY, "anthropic/claude", 7, 3), day(TODAY, MODEL, 15, 3));
    assertThat(tokens().usage(another, YESTERDAY)).containsExactly(day(YESTERDAY, MODEL, 3, 0));
  }

  /// In whatever order they bring the same accounts.
  @Test
  default void severalAtOnceLoseNothing() throws Exception {
    UserId user = newUser();
    UserId another = newUser();
    Spent one = new Spent(user, TODAY, MODEL, new Usage(1, 0));
    Spent two = new Spent(another, TODAY, MODEL, new Usage(1, 0));
    AtomicInteger racer = new AtomicInteger();
    Racers.race(
        8,
        () -> {
          List<Spent> both =
              racer.getAndIncrement() % 2 == 0 ? List.of(one, two) : List.of(two, one);
          for (int n = 0; n < 20; n++) {
            tokens().settle(both);
          }
          return both;
        });
    assertThat(tokens().usage(user, TODAY)).containsExactly(day(TODAY, MODEL, 160, 0));
    assertThat(tokens().usage(another, TODAY)).containsExactly(day(TODAY, MODEL, 160, 0));
  }

  @Test
  default void aCallThatCostNothingLeavesNoTrace() {
    UserId user = newUser();
    spend(user, TODAY, MODEL, 0, 0);
    assertThat(tokens().usage(user, TODAY)).isEmpty();
  }

  @Test
  default void reservesWhatIsWantedOrWhatIsLeft() {
    UserId user = newUser();
    assertThat(reserve(user, 1, 700)).isEqualTo(new Grant(700, 0));
    assertThat(reserve(user, 100, 700)).isEqualTo(new Grant(300, 700));
    assertThat(reserve(user, 1, 1)).isEqualTo(new Grant(0, 1000));
    assertThat(reserve(newUser(), 1, 1)).isEqualTo(new Grant(1, 0));
  }

  @Test
  default void refusesWhatNeedsMoreThanIsLeftAndReservesNothingThen() {
    UserId user = newUser();
    assertThat(reserve(user, 1001, 2000)).isEqualTo(new Grant(0, 0));
    assertThat(reserve(user, 1000, 2000)).isEqualTo(new Grant(1000, 0));
  }

  @Test
  default void settlingReplacesTheReservationByWhatItCost() {
    UserId user = newUser();
    UUID call = UUID.randomUUID();
    assertThat(reserve(call, user, 1, 900).isGranted()).isTrue();
    tokens().settle(new Spent(user, TODAY, MODEL, new Usage(100, 50)), call);
    assertThat(reserve(user, 1, 2000)).isEqualTo(new Grant(850, 150));
  }

  @Test
  default void settlingNothingGivesTheReservationBack() {
    UserId user = newUser();
    UUID call = UUID.randomUUID();
    reserve(call, user, 1, 900);
    tokens().settle(new Spent(user, TODAY, MODEL, Usage.NONE), call);
    assertThat(reserve(user, 1, 2000)).isEqualTo(new Grant(1000, 0));
    assertThat(tokens().usage(user, TODAY)).isEmpty();
  }

  @Test
  default void whatCostMoreThanWasReservedIsCounted() {
    UserId user = newUser();
    UUID call = UUID.randomUUID();
    reserve(call, user, 1, 900);
    tokens().settle(new Spent(user, TODAY, MODEL, new Usage(900, 600)), call);
    assertThat(reserve(user, 1, 1)).isEqualTo(new Grant(0, 1500));
  }

  @Test
  default void aNewDayHasItsOwnBudget() {
    UserId user = newUser();
    spend(user, YESTERDAY, MODEL, 600, 600);
    assertThat(reserve(user, 1, 1000)).isEqualTo(new Grant(1000, 0));
  }

  @Test
  default void allModelsShareTheBudget() {
    UserId user = newUser();
    spend(user, TODAY, MODEL, 300, 100);
    spend(user, TODAY, "ollama/llama3", 100, 100);
    assertThat(reserve(user, 1, 1000)).isEqualTo(new Grant(400, 600));
  }

  @Test
  default void aReservationWhoseHolderDiedExpires() {
    UserId user = newUser();
    UUID lost = UUID.randomUUID();
    reserve(lost, user, 1, 1000);
    assertThat(reserve(user, 1, 1).isGranted()).isFalse();

    Reservation next =
        new Reservation(UUID.randomUUID(), user, TODAY, 1, 1000, LATER.plusSeconds(60));
    assertThat(tokens().reserve(next, LIMIT, LATER)).isEqualTo(new Grant(1000, 0));

    tokens().settle(new Spent(user, TODAY, MODEL, new Usage(10, 0)), lost);
    assertThat(tokens().usage(user, TODAY)).containsExactly(day(TODAY, MODEL, 10, 0));
  }

  @Test
  default void racersNeverReserveMoreThanThereIs() throws Exception {
    UserId user = newUser();
    List<Grant> grants = Racers.race(16, () -> reserve(user, 70, 100));
    assertThat(grants.stream().mapToLong(Grant::tokens).sum()).isEqualTo(LIMIT);
    assertThat(grants.stream().filter(Grant::isGranted)).hasSize(10);
  }

  /// Each takes and settles again and again; what is reserved and settled never exceeds the limit.
  @Test
  default void racersThatSettleLoseNothing() throws Exception {
    UserId user = newUser();
    Set<UUID> granted = ConcurrentHashMap.newKeySet();
    Racers.race(
        8,
        () -> {
          for (int i = 0; i < 25; i++) {
            UUID call = UUID.randomUUID();
            if (reserve(call, user, 10, 10).isGranted()) {
              granted.add(call);
              tokens().settle(new Spent(user, TODAY, MODEL, new Usage(6, 4)), call);
            }
          }
          return true;
        });
    assertThat(granted).hasSize(100);
    assertThat(tokens().usage(user, TODAY)).containsExactly(day(TODAY, MODEL, 600, 400));
  }
}
