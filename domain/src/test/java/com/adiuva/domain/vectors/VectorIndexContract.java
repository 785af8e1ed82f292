package com.adiuva.domain.vectors;

import static com.adiuva.domain.vectors.Places.anywhere;
import static com.adiuva.domain.vectors.Places.axis;
import static com.adiuva.domain.vectors.Places.gone;
import static com.adiuva.domain.vectors.Places.opaque;
import static com.adiuva.domain.vectors.Places.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Racers;
import com.adiuva.domain.vectors.VectorIndex.Hit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What every [VectorIndex] does.
public interface VectorIndexContract {
  Offset<Double> PRECISION = within(1e-4);
  VectorSpace E8 = VectorSpace.ofEmbeddings(8);

  /// The same one throughout a test.
  VectorIndex index();

  private static UserId somebody() {
    return People.somebody().id();
  }

  /// The ids of what lies near an axis.
  private List<String> near(UserId user, int axis) {
    return ids(index().search(user, E8, axis(8, axis, 1), 100));
  }

  private static List<String> ids(List<Hit> hits) {
    return hits.stream().map(hit -> hit.id().value()).toList();
  }

  @Test
  default void knowsNothingOfAStranger() {
    UserId stranger = somebody();
    assertThat(index().followedTo(stranger)).isZero();
    assertThat(near(stranger, 0)).isEmpty();
    assertThat(index().search(stranger, VectorSpace.OPAQUE, opaque("a").embedding(), 10)).isEmpty();
    index().forget(stranger);
    index().follow(stranger, List.of(gone("never there")), 1);
    assertThat(index().followedTo(stranger)).isEqualTo(1);
    assertThat(near(stranger, 0)).isEmpty();
  }

  @Test
  default void findsWhatItFollowed() {
    UserId user = somebody();
    index().follow(user, List.of(put("a", axis(8, 0, 1)), put("b", axis(8, 1, 1))), 2);
    assertThat(index().followedTo(user)).isEqualTo(2);
    assertThat(near(user, 0)).containsExactlyInAnyOrder("a", "b").startsWith("a");
    assertThat(near(user, 1)).startsWith("b");
  }

  @Test
  default void scoresByTheAngleAlone() {
    UserId user = somebody();
    index()
        .follow(
            user,
            List.of(
                put("opposite", axis(8, 0, -3)),
                put("right angle", axis(8, 1, 1e-20f)),
                put("half a right angle", new Embedding(new float[] {5, 5, 0, 0, 0, 0, 0, 0})),
                put("same", axis(8, 0, 1e20f))),
            4);
    List<Hit> hits = index().search(user, E8, axis(8, 0, 7), 10);
    assertThat(ids(hits)).containsExactly("same", "half a right angle", "right angle", "opposite");
    double[] expected = {1, (1 + Math.sqrt(0.5)) / 2, 0.5, 0};
    for (int i = 0; i < expected.length; i++) {
      assertThat(hits.get(i).score()).isBetween(0.0, 1.0).isCloseTo(expected[i], PRECISION);
    }
  }

  @Test
  default void scoresOfRandomPointsAreExactAndInOrder() {
    UserId user = somebody();
    Random random = new Random(7);
    List<Embedding> points = IntStream.range(0, 300).mapToObj(i -> anywhere(40, random)).toList();
    index()
        .follow(
            user, IntStream.range(0, 300).mapToObj(i -> put("v" + i, points.get(i))).toList(), 300);
    Embedding query = anywhere(40, random);
    List<Hit> hits = index().search(user, VectorSpace.ofEmbeddings(40), query, 20);
    List<Integer> nearest =
        IntStream.range(0, 300)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -score(points.get(i), query)))
            .limit(20)
            .toList();
    assertThat(ids(hits)).isEqualTo(nearest.stream().map(i -> "v" + i).toList());
    for (int i = 0; i < 20; i++) {
      double expected = score(points.get(nearest.get(i)), query);
      assertThat(hits.get(i).score()).isCloseTo(expected, PRECISION);
    }
  }

  private static double score(Embedding one, Embedding other) {
    float[] a = one.normalized();
    float[] b = other.normalized();
    double cosine = 0;
    for (int i = 0; i < a.length; i++) {
      cosine += (double) a[i] * b[i];
    }
    return (1 + cosine) / 2;
  }

  @Test
  default void keepsUsersApart() {
    UserId one = somebody();
    UserId other = somebody();
    index().follow(one, List.of(put("x", axis(8, 0, 1)), put("y", axis(8, 0, 1))), 2);
    index().follow(other, List.of(put("x", axis(8, 0, -1)), put("z", axis(8, 0, 1))), 9);
    assertThat(near(one, 0)).containsExactlyInAnyOrder("x", "y");
    assertThat(near(other, 0)).containsExactly("z", "x");
    assertThat(index().search(one, E8, axis(8, 0, 1), 1).getFirst().score())
        .isCloseTo(1, PRECISION);

    index().follow(other, List.of(gone("x"), gone("y")), 11);
    assertThat(near(one, 0)).containsExactlyInAnyOrder("x", "y");
    assertThat(near(other, 0)).containsExactly("z");
    assertThat(index().followedTo(one)).isEqualTo(2);

    index().forget(other);
    assertThat(near(one, 0)).containsExactlyInAnyOrder("x", "y");
    assertThat(index().followedTo(one)).isEqualTo(2);
  }

  @Test
  default void findsFewAmongManyOfOthers() {
    UserId few = somebody();
    UserId many = somebody();
    Random random = new Random(8);
    List<VectorChange> crowd =
        IntStream.range(0, 500).mapToObj(i -> put("c" + i, axisWithNoise(random))).toList();
    index().follow(many, crowd, 500);
    index().follow(few, List.of(put("far", axis(8, 0, -1)), put("aside", axis(8, 3, 1))), 2);
    assertThat(near(few, 0)).containsExactly("aside", "far");
    assertThat(near(many, 0)).hasSize(100).doesNotContain("far", "aside");
  }

  private static Embedding axisWithNoise(Random random) {
    float[] values = anywhere(8, random).values();
    values[0] += 10;
    return new Embedding(values);
  }

  @Test
  default void replacesAndDeletes() {
    UserId user = somebody();
    index().follow(user, List.of(put("a", axis(8, 0, 1)), put("b", axis(8, 1, 1))), 2);
    index().follow(user, List.of(put("a", axis(8, 2, 1))), 3);
    assertThat(near(user, 2)).containsExactlyInAnyOrder("a", "b").startsWith("a");
    assertThat(index().search(user, E8, axis(8, 0, 1), 1).getFirst().score())
        .isCloseTo(0.5, PRECISION);
    index().follow(user, List.of(gone("a"), gone("never there")), 5);
    assertThat(near(user, 2)).containsExactly("b");
    index().follow(user, List.of(put("a", axis(8, 3, 1))), 6);
    assertThat(near(user, 3)).startsWith("a").hasSize(2);
  }

  @Test
  default void keepsSpacesApart() {
    UserId user = somebody();
    VectorSpace e32 = VectorSpace.ofEmbeddings(32);
    index().follow(user, List.of(put("o", opaque("o")), put("e", axis(32, 0, 1))), 2);
    assertThat(ids(index().search(user, VectorSpace.OPAQUE, opaque("o").embedding(), 10)))
        .containsExactly("o");
    assertThat(ids(index().search(user, e32, opaque("o").embedding(), 10))).containsExactly("e");
    assertThat(near(user, 0)).isEmpty();
  }

  @Test
  default void anItemThatMovesToAnotherSpaceLeavesTheOld() {
    UserId user = somebody();
    index().follow(user, List.of(put("a", axis(8, 0, 1)), put("b", axis(8, 0, 1))), 2);
    index().follow(user, List.of(put("a", opaque("a"))), 3);
    assertThat(near(user, 0)).containsExactly("b");
    assertThat(ids(index().search(user, VectorSpace.OPAQUE, opaque("a").embedding(), 10)))
        .containsExactly("a");
    index().follow(user, List.of(put("a", axis(8, 0, 1))), 4);
    assertThat(near(user, 0)).containsExactlyInAnyOrder("a", "b");
    assertThat(index().search(user, VectorSpace.OPAQUE, opaque("a").embedding(), 10)).isEmpty();
  }

  @Test
  default void findsIdenticalBlobs() {
    UserId user = somebody();
    index()
        .follow(
            user,
            List.of(put("1", opaque("one")), put("2", opaque("two")), put("3", opaque("two"))),
            3);
    List<Hit> hits = index().search(user, VectorSpace.OPAQUE, opaque("two").embedding(), 10);
    assertThat(hits).hasSize(3);
    assertThat(ids(hits).subList(0, 2)).containsExactlyInAnyOrder("2", "3");
    assertThat(hits.get(1).score()).isCloseTo(1, PRECISION);
    assertThat(hits.get(2).score()).isLessThan(0.9);
  }

  @Test
  default void takesEveryDimension() {
    UserId user = somebody();
    Random random = new Random(9);
    for (int dimension : new int[] {8, 9, 1024, 1536, 4096}) {
      VectorSpace space = VectorSpace.ofEmbeddings(dimension);
      Embedding point = anywhere(dimension, random);
      index().follow(user, List.of(put("v", point), put("w", anywhere(dimension, random))), 1);
      List<Hit> hits = index().search(user, space, point, 1);
      assertThat(ids(hits)).containsExactly("v");
      assertThat(hits.getFirst().score()).isCloseTo(1, PRECISION);
    }
  }

  @Test
  default void returnsNoMoreThanTheLimit() {
    UserId user = somebody();
    Random random = new Random(10);
    index()
        .follow(
            user,
            IntStream.range(0, 150).mapToObj(i -> put("v" + i, anywhere(8, random))).toList(),
            150);
    for (int limit : new int[] {1, 10, 100}) {
      assertThat(index().search(user, E8, axis(8, 0, 1), limit))
          .hasSize(limit)
          .isSortedAccordingTo(Comparator.comparingDouble(Hit::score).reversed())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  default void followingTheSameAgainChangesNothing() {
    UserId user = somebody();
    List<VectorChange> changes = List.of(put("a", axis(8, 0, 1)), gone("b"));
    index().follow(user, changes, 2);
    index().follow(user, changes, 2);
    assertThat(near(user, 0)).containsExactly("a");
    assertThat(index().followedTo(user)).isEqualTo(2);
    index().follow(user, List.of(), 7);
    assertThat(index().followedTo(user)).isEqualTo(7);
    assertThat(near(user, 0)).containsExactly("a");
  }

  @Test
  default void takesAFullPageOfChanges() {
    UserId user = somebody();
    Random random = new Random(11);
    List<VectorChange> page =
        IntStream.range(0, 500).mapToObj(i -> put("v" + i, anywhere(384, random))).toList();
    index().follow(user, page, 500);
    VectorChange.Point last = Objects.requireNonNull(page.getLast().point());
    Embedding query = last.embedding();
    assertThat(ids(index().search(user, last.space(), query, 1))).containsExactly("v499");
    index().follow(user, IntStream.range(1, 500).mapToObj(i -> gone("v" + i)).toList(), 999);
    assertThat(ids(index().search(user, last.space(), query, 100))).containsExactly("v0");
  }

  @Test
  default void forgets() {
    UserId user = somebody();
    index().follow(user, List.of(put("a", axis(8, 0, 1)), put("o", opaque("o"))), 2);
    index().forget(user);
    assertThat(index().followedTo(user)).isZero();
    assertThat(near(user, 0)).isEmpty();
    assertThat(index().search(user, VectorSpace.OPAQUE, opaque("o").embedding(), 10)).isEmpty();
    index().follow(user, List.of(put("b", axis(8, 0, 1))), 1);
    assertThat(near(user, 0)).containsExactly("b");
    assertThat(index().followedTo(user)).isEqualTo(1);
  }

  @Test
  default void clears() {
    UserId one = somebody();
    UserId other = somebody();
    index().follow(one, List.of(put("a", axis(8, 0, 1))), 1);
    index().follow(other, List.of(put("o", opaque("o"))), 1);
    index().clear();
    assertThat(index().followedTo(one)).isZero();
    assertThat(index().followedTo(other)).isZero();
    assertThat(near(one, 0)).isEmpty();
    assertThat(index().search(other, VectorSpace.OPAQUE, opaque("o").embedding(), 1)).isEmpty();
    index().clear();
    index().follow(one, List.of(put("b", axis(8, 0, 1))), 1);
    assertThat(near(one, 0)).containsExactly("b");
  }

  @Test
  default void takesEveryPrintableId() {
    UserId user = somebody();
    List<String> ids =
        List.of(
            "👩‍👩‍👧‍👦",
            "'; DROP TABLE vectors; --",
            "\"quoted\" \\ back/slash",
            "a b",
            " a b ",
            "a",
            "A",
            "á",
            "a\u0301",
            "user_id:* OR [a TO z]",
            "{\"must\":[]}",
            "cursor",
            "😀".repeat(128),
            "x".repeat(128));
    List<VectorChange> changes = ids.stream().map(id -> put(id, axis(8, 0, 1))).toList();
    index().follow(user, changes, ids.size());
    assertThat(near(user, 0)).containsExactlyInAnyOrderElementsOf(ids);
    for (String id : ids) {
      index().follow(user, List.of(gone(id)), ids.size() + 1L);
      assertThat(near(user, 0)).doesNotContain(id);
    }
    assertThat(near(user, 0)).isEmpty();
  }

  @Test
  default void manyUsersAtOnce() throws Exception {
    Racers.race(
        16,
        () -> {
          UserId user = somebody();
          for (int i = 1; i <= 5; i++) {
            index().follow(user, List.of(put("v" + i, axis(8, i, 1)), put("w", axis(8, i, 1))), i);
            assertThat(near(user, i)).hasSize(i + 1).contains("v" + i, "w");
            assertThat(index().followedTo(user)).isEqualTo(i);
          }
          return user;
        });
  }

  @Test
  default void oneUserManyTimesAtOnce() throws Exception {
    UserId user = somebody();
    AtomicInteger racer = new AtomicInteger();
    Racers.race(
        16,
        () -> {
          int me = racer.getAndIncrement();
          index()
              .follow(user, List.of(put("mine" + me, axis(8, 0, 1)), put("w", axis(8, 1, 1))), 1);
          assertThat(near(user, 0)).contains("mine" + me);
          return me;
        });
    assertThat(near(user, 0)).hasSize(17);
    assertThat(index().followedTo(user)).isEqualTo(1);
  }

  @Test
  default void answers() {
    assertThat(index().isAnswering()).isTrue();
  }
}
