package com.adiuva.domain.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.shared.Racers;
import com.adiuva.domain.vectors.Vectors.Changes;
import com.adiuva.domain.vectors.Vectors.UpsertOutcome;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What every [Vectors] does when it is asked many things at once.
public interface VectorsRaceContract extends VectorsContract {

  @Test
  default void racingChangesAreNumberedWithoutGaps() throws Exception {
    UserId user = newUser();
    AtomicInteger count = new AtomicInteger();
    List<Long> newest =
        Racers.race(
            20,
            () -> {
              int number = count.incrementAndGet();
              List<VectorItem> items =
                  List.of(
                      VectorsContract.item("i" + number, 10, 8),
                      VectorsContract.item("j" + number, 10, 8),
                      VectorsContract.item("shared", number, 8));
              UpsertOutcome outcome = vectors().upsert(user, items, Quota.UNLIMITED, NOON);
              vectors().delete(user, Set.of(new VectorId("i" + number)), NOON);
              return ((UpsertOutcome.Stored) outcome).newest();
            });
    assertThat(newest).doesNotHaveDuplicates();
    assertThat(vectors().state(user).newest()).isEqualTo(80);
    Changes changes = vectors().changes(user, 0, 100);
    assertThat(changes.to()).isEqualTo(80);
    assertThat(changes.changes()).hasSize(41);
    long last =
        changes.changes().stream()
            .filter(change -> change.point() != null && change.id().value().equals("shared"))
            .count();
    assertThat(last).isEqualTo(1);
    assertThat(usedBytes(user)).isEqualTo(20 * 10 + sharedSize(user));
  }

  private int sharedSize(UserId user) {
    VectorId shared = new VectorId("shared");
    return Objects.requireNonNull(vectors().findAll(user, Set.of(shared)).get(shared))
        .blob()
        .size();
  }

  @Test
  default void racersUseTheQuotaUpToTheByte() throws Exception {
    UserId user = newUser();
    AtomicInteger count = new AtomicInteger();
    List<UpsertOutcome> outcomes =
        Racers.race(
            20,
            () ->
                vectors()
                    .upsert(
                        user,
                        List.of(VectorsContract.item("i" + count.incrementAndGet(), 100)),
                        new Quota(1000),
                        NOON));
    assertThat(outcomes.stream().filter(UpsertOutcome.Stored.class::isInstance)).hasSize(10);
    assertThat(outcomes.stream().filter(UpsertOutcome.TooMuch.class::isInstance))
        .hasSize(10)
        .containsOnly(new UpsertOutcome.TooMuch(1000, 100));
    assertThat(usedBytes(user)).isEqualTo(1000);
    assertThat(vectors().state(user).newest()).isEqualTo(10);
  }

  @Test
  default void racersLeaveOneLength() throws Exception {
    for (int round = 0; round < 10; round++) {
      UserId user = newUser();
      AtomicInteger count = new AtomicInteger();
      Racers.race(
          10,
          () -> {
            int number = count.incrementAndGet();
            int dimension = number % 2 == 0 ? 8 : 16;
            return vectors()
                .upsert(
                    user,
                    List.of(VectorsContract.item("i" + number % 3, 10, dimension)),
                    Quota.UNLIMITED,
                    NOON);
          });
      Set<Integer> dimensions = new HashSet<>();
      vectors()
          .changes(user, 0, 100)
          .changes()
          .forEach(
              change -> dimensions.add(Objects.requireNonNull(change.point()).space().dimension()));
      assertThat(dimensions).hasSize(1);
    }
  }

  /// No item is changed twice here, so a follower has to see every number.
  @Test
  default void aFollowerMissesNothing() throws Exception {
    UserId user = newUser();
    AtomicInteger count = new AtomicInteger();
    AtomicInteger writing = new AtomicInteger(5);
    List<Long> followed =
        Racers.race(
            7,
            () -> {
              int number = count.incrementAndGet();
              if (number > 5) {
                return follow(user, writing);
              }
              try {
                for (int i = 0; i < 10; i++) {
                  String id = number + "/" + i + "/";
                  List<VectorItem> items =
                      List.of(VectorsContract.item(id + "a", 5), VectorsContract.item(id + "b", 5));
                  vectors().upsert(user, items, Quota.UNLIMITED, NOON);
                }
              } finally {
                writing.decrementAndGet();
              }
              return 100L;
            });
    assertThat(followed).hasSize(7).containsOnly(100L);
  }

  private long follow(UserId user, AtomicInteger writing) {
    Set<VectorId> seen = new HashSet<>();
    long after = 0;
    while (true) {
      boolean last = writing.get() == 0;
      Changes page = vectors().changes(user, after, 7);
      page.changes().forEach(change -> seen.add(change.id()));
      after = page.to();
      assertThat(seen).hasSize((int) after);
      if (last && page.changes().isEmpty()) {
        return after;
      }
    }
  }
}
