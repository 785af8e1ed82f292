package com.adiuva.domain.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.vectors.Vectors.Changes;
import com.adiuva.domain.vectors.Vectors.State;
import com.adiuva.domain.vectors.Vectors.UpsertOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [Vectors] does when it is asked one thing after the other.
public interface VectorsContract {
  Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  Vectors vectors();

  /// A user who exists and has stored nothing, another one each time.
  UserId newUser();

  /// How many bytes count against the user's quota for records and vectors.
  long usedBytes(UserId user);

  /// An item without numbers.
  static VectorItem item(String id, int size) {
    byte[] bytes = new byte[size];
    new Random(id.hashCode()).nextBytes(bytes);
    return new VectorItem(new VectorId(id), Ciphertext.stored(bytes, Checksum.of(bytes)), null);
  }

  /// An item with numbers that follow from its id.
  static VectorItem item(String id, int size, int dimension) {
    float[] values = new float[dimension];
    Random random = new Random(id.hashCode());
    for (int i = 0; i < dimension; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new VectorItem(new VectorId(id), item(id, size).blob(), new Embedding(values));
  }

  private UpsertOutcome upsert(UserId user, Quota quota, VectorItem... items) {
    return vectors().upsert(user, List.of(items), quota, NOON);
  }

  private void store(UserId user, VectorItem... items) {
    assertThat(upsert(user, Quota.UNLIMITED, items)).isInstanceOf(UpsertOutcome.Stored.class);
  }

  private long delete(UserId user, String... ids) {
    return vectors().delete(user, Arrays.stream(ids).map(VectorId::new).toList(), NOON);
  }

  private Optional<byte[]> blob(UserId user, String id) {
    VectorId key = new VectorId(id);
    return Optional.ofNullable(vectors().findAll(user, Set.of(key)).get(key))
        .map(stored -> stored.blob().bytes());
  }

  private static VectorChange change(VectorItem item) {
    return new VectorChange(item.id(), item.point());
  }

  private static VectorChange gone(String id) {
    return new VectorChange(new VectorId(id), null);
  }

  @Test
  default void anItemIsThereAsItWasSent() {
    UserId user = newUser();
    VectorItem plain = item("plain", 100);
    VectorItem embedded = item("embedded", 200, 384);
    assertThat(upsert(user, Quota.UNLIMITED, plain, embedded))
        .isEqualTo(new UpsertOutcome.Stored(2));
    Map<VectorId, Vectors.Stored> found =
        vectors().findAll(user, List.of(plain.id(), embedded.id(), new VectorId("?")));
    assertThat(found).containsOnlyKeys(plain.id(), embedded.id());
    assertThat(blob(user, "plain")).contains(plain.blob().bytes());
    assertThat(found.values())
        .extracting(stored -> stored.blob().checksum(), Vectors.Stored::space)
        .containsExactlyInAnyOrder(
            tuple(plain.blob().checksum(), VectorSpace.OPAQUE),
            tuple(embedded.blob().checksum(), VectorSpace.ofEmbeddings(384)));
    assertThat(vectors().changes(user, 0, 10))
        .isEqualTo(new Changes(List.of(change(plain), change(embedded)), 2));
    assertThat(vectors().state(user)).isEqualTo(new State(2, OptionalInt.of(384)));
    assertThat(usedBytes(user)).isEqualTo(300);
  }

  @Test
  default void nothingIsKnownOfAUserWhoStoredNothing() {
    UserId user = newUser();
    assertThat(vectors().state(user)).isEqualTo(new State(0, OptionalInt.empty()));
    assertThat(vectors().findAll(user, Set.of(new VectorId("a")))).isEmpty();
    assertThat(vectors().changes(user, 0, 10)).isEqualTo(new Changes(List.of(), 0));
    assertThat(delete(user, "a")).isZero();
  }

  @Test
  default void nothingIsStoredForNobody() {
    UserId nobody = new UserId(UUID.randomUUID());
    assertThat(upsert(nobody, Quota.UNLIMITED, item("a", 10)))
        .isEqualTo(new UpsertOutcome.TooMuch(0, 10));
    assertThat(vectors().changes(nobody, 0, 10).changes()).isEmpty();
    assertThat(delete(nobody, "a")).isZero();
    assertThat(vectors().state(nobody)).isEqualTo(new State(0, OptionalInt.empty()));
  }

  @Test
  default void anItemIsReplacedWholly() {
    UserId user = newUser();
    store(user, item("a", 100, 8), item("b", 100));
    VectorItem replacement = item("a", 30);
    assertThat(upsert(user, Quota.UNLIMITED, replacement)).isEqualTo(new UpsertOutcome.Stored(3));
    assertThat(blob(user, "a")).contains(replacement.blob().bytes());
    assertThat(usedBytes(user)).isEqualTo(130);
    assertThat(vectors().changes(user, 0, 10))
        .isEqualTo(new Changes(List.of(change(item("b", 100)), change(replacement)), 3));
    assertThat(vectors().state(user)).isEqualTo(new State(3, OptionalInt.empty()));
  }

  @Test
  default void idsAreTakenToTheLetter() {
    UserId user = newUser();
    List<String> ids =
        List.of(
            "a", "A", "ä", "a\u0308", "a ", "%", "_", "\\", "'\"{},NULL", "NULL", "\uD83D\uDE80");
    VectorItem[] items =
        IntStream.range(0, ids.size())
            .mapToObj(i -> item(ids.get(i), i))
            .toArray(VectorItem[]::new);
    store(user, items);
    assertThat(usedBytes(user)).isEqualTo(IntStream.range(0, ids.size()).sum());
    for (VectorItem item : items) {
      assertThat(blob(user, item.id().value())).contains(item.blob().bytes());
    }
    delete(user, "a", "%", "\\");
    assertThat(ids.stream().filter(id -> blob(user, id).isEmpty())).containsExactly("a", "%", "\\");
  }

  @Test
  default void usersDoNotTouchEachOther() {
    UserId user = newUser();
    UserId other = newUser();
    store(user, item("a", 100, 8));
    store(other, item("a", 50, 16), item("b", 5));
    assertThat(delete(other, "a", "b")).isEqualTo(4);
    assertThat(blob(user, "a")).contains(item("a", 100).blob().bytes());
    assertThat(usedBytes(user)).isEqualTo(100);
    assertThat(usedBytes(other)).isZero();
    assertThat(vectors().state(user)).isEqualTo(new State(1, OptionalInt.of(8)));
    assertThat(vectors().findAll(user, Set.of(new VectorId("b")))).isEmpty();
  }

  @Test
  default void theQuotaIsExactToTheByte() {
    UserId user = newUser();
    Quota quota = new Quota(100);
    assertThat(upsert(user, quota, item("a", 60))).isEqualTo(new UpsertOutcome.Stored(1));
    assertThat(upsert(user, quota, item("b", 20), item("c", 21)))
        .isEqualTo(new UpsertOutcome.TooMuch(60, 41));
    assertThat(upsert(user, quota, item("b", 20), item("c", 20)))
        .isEqualTo(new UpsertOutcome.Stored(3));
    assertThat(upsert(user, quota, item("a", 61))).isEqualTo(new UpsertOutcome.TooMuch(100, 1));
    assertThat(blob(user, "a")).contains(item("a", 60).blob().bytes());
    assertThat(vectors().state(user).newest()).isEqualTo(3);
    delete(user, "b");
    assertThat(upsert(user, quota, item("b", 20))).isEqualTo(new UpsertOutcome.Stored(5));
    assertThat(usedBytes(user)).isEqualTo(100);
  }

  @Test
  default void usingNoMoreAlwaysWorks() {
    UserId user = newUser();
    store(user, item("a", 60), item("b", 60));
    Quota less = new Quota(10);
    assertThat(upsert(user, less, item("a", 60))).isEqualTo(new UpsertOutcome.Stored(3));
    assertThat(upsert(user, less, item("a", 50), item("c", 10)))
        .isEqualTo(new UpsertOutcome.Stored(5));
    assertThat(upsert(user, less, item("d", 0))).isEqualTo(new UpsertOutcome.Stored(6));
    assertThat(upsert(user, less, item("d", 1))).isEqualTo(new UpsertOutcome.TooMuch(120, 1));
  }

  @Test
  default void allEmbeddingsHaveOneLength() {
    UserId user = newUser();
    store(user, item("a", 10, 8), item("b", 10, 8), item("opaque", 10));
    assertThat(upsert(user, Quota.UNLIMITED, item("new", 10), item("c", 10, 16)))
        .isEqualTo(new UpsertOutcome.OtherDimension(8));
    assertThat(upsert(user, Quota.UNLIMITED, item("a", 10, 16)))
        .isEqualTo(new UpsertOutcome.OtherDimension(8));
    assertThat(vectors().state(user)).isEqualTo(new State(3, OptionalInt.of(8)));
    assertThat(blob(user, "new")).isEmpty();
    assertThat(usedBytes(user)).isEqualTo(30);
  }

  @Test
  default void theLengthChangesWhenNoOtherIsLeft() {
    UserId user = newUser();
    store(user, item("a", 10, 8), item("b", 10, 8));
    store(user, item("a", 10, 16), item("b", 10, 16));
    assertThat(vectors().state(user).dimension()).hasValue(16);
    delete(user, "a", "b");
    assertThat(vectors().state(user).dimension()).isEmpty();
    store(user, item("c", 10, 4096));
    assertThat(vectors().state(user).dimension()).hasValue(4096);
  }

  @Test
  default void deletesThoseThatThereAre() {
    UserId user = newUser();
    store(user, item("a", 10, 8), item("b", 20), item("c", 30));
    assertThat(delete(user, "a", "c", "never there")).isEqualTo(5);
    assertThat(usedBytes(user)).isEqualTo(20);
    assertThat(vectors().findAll(user, List.of(new VectorId("a"), new VectorId("b"))))
        .containsOnlyKeys(new VectorId("b"));
    Changes changes = vectors().changes(user, 0, 10);
    assertThat(changes.to()).isEqualTo(5);
    assertThat(changes.changes())
        .containsExactlyInAnyOrder(change(item("b", 20)), gone("a"), gone("c"));
    assertThat(delete(user, "a", "c", "never there")).isEqualTo(5);
    assertThat(delete(user)).isEqualTo(5);
    assertThat(vectors().changes(user, 5, 10)).isEqualTo(new Changes(List.of(), 5));
  }

  @Test
  default void aDeletedItemCanComeAgain() {
    UserId user = newUser();
    store(user, item("a", 10, 8));
    delete(user, "a");
    store(user, item("a", 25));
    assertThat(usedBytes(user)).isEqualTo(25);
    assertThat(blob(user, "a")).contains(item("a", 25).blob().bytes());
    assertThat(vectors().changes(user, 0, 10))
        .isEqualTo(new Changes(List.of(change(item("a", 25))), 3));
  }

  @Test
  default void changesComeInPages() {
    UserId user = newUser();
    for (int i = 0; i < 7; i++) {
      store(user, item("i" + i, i + 1, 8));
    }
    store(user, item("i1", 9, 8));
    delete(user, "i4");
    List<VectorChange> all = new ArrayList<>();
    long after = 0;
    List<Long> places = new ArrayList<>();
    for (Changes page = vectors().changes(user, after, 3);
        !page.changes().isEmpty();
        page = vectors().changes(user, after, 3)) {
      all.addAll(page.changes());
      after = page.to();
      places.add(after);
    }
    assertThat(places).containsExactly(4L, 8L, 9L);
    assertThat(all)
        .containsExactly(
            change(item("i0", 1, 8)),
            change(item("i2", 3, 8)),
            change(item("i3", 4, 8)),
            change(item("i5", 6, 8)),
            change(item("i6", 7, 8)),
            change(item("i1", 9, 8)),
            gone("i4"));
  }

  /// The largest request the edge lets through.
  @Test
  default void storesManyLargeItemsAtOnce() {
    UserId user = newUser();
    List<VectorItem> items =
        IntStream.range(0, 200).mapToObj(i -> item("i" + i, VectorItem.MAX_BLOB, 4096)).toList();
    assertThat(vectors().upsert(user, items, Quota.UNLIMITED, NOON))
        .isEqualTo(new UpsertOutcome.Stored(200));
    assertThat(vectors().upsert(user, items, Quota.UNLIMITED, NOON))
        .isEqualTo(new UpsertOutcome.Stored(400));
    assertThat(usedBytes(user)).isEqualTo(200L * VectorItem.MAX_BLOB);
    assertThat(vectors().changes(user, 0, 500))
        .isEqualTo(new Changes(items.stream().map(VectorsContract::change).toList(), 400));
    assertThat(vectors().findAll(user, items.stream().map(VectorItem::id).toList())).hasSize(200);
  }

  @Test
  default void usersAreListedInPages() {
    Set<UserId> expected = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      UserId user = newUser();
      store(user, item("a", 1));
      expected.add(user);
    }
    UserId hadOne = newUser();
    store(hadOne, item("a", 1));
    delete(hadOne, "a");
    expected.add(hadOne);
    UserId never = newUser();
    List<UserId> listed = new ArrayList<>();
    Optional<UserId> after = Optional.empty();
    for (List<UserId> page = vectors().users(after, 2);
        !page.isEmpty();
        page = vectors().users(after, 2)) {
      assertThat(page.size()).isLessThanOrEqualTo(2);
      listed.addAll(page);
      after = Optional.of(page.get(page.size() - 1));
    }
    assertThat(listed).doesNotHaveDuplicates().containsAll(expected).doesNotContain(never);
    assertThat(vectors().users(Optional.empty(), 10_000)).isEqualTo(listed);
  }
}
