package com.adiuva.domain.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every [BlobStore] does. The store may be shared by all tests of a class: each uses keys of
/// its own. [ConcurrentBlobStoreContract] is the other half.
public interface BlobStoreContract {
  BlobStore store();

  /// How many puts have left something that is not a blob.
  int unfinished();

  /// What a browser gets that follows the link.
  byte[] download(URI link) throws IOException, InterruptedException;

  /// How many bytes a blob has for which the store does more than for a small one.
  default int largeSize() {
    return 300_000;
  }

  /// A key nobody has used.
  static BlobKey freshKey() {
    return new BlobKey(UUID.randomUUID() + "/tasks/" + UUID.randomUUID() + "/1");
  }

  default void put(BlobKey key, byte[] bytes) {
    assertThat(
            store()
                .put(
                    key,
                    new ByteArrayInputStream(bytes),
                    OptionalLong.of(bytes.length),
                    Checksum.of(bytes)))
        .isEqualTo(bytes.length);
  }

  default byte[] read(BlobKey key, ByteRange range) throws IOException {
    try (InputStream stream = store().open(key, range).orElseThrow()) {
      return stream.readAllBytes();
    }
  }

  default List<StoredBlob> list(String prefix) {
    try (Stream<StoredBlob> blobs = store().list(prefix)) {
      return blobs.toList();
    }
  }

  default void assertAbsent(BlobKey key) {
    assertThat(store().open(key, ByteRange.all(0))).isEmpty();
    assertThat(list(key.value().substring(0, key.value().indexOf('/') + 1))).isEmpty();
    assertThat(unfinished()).isZero();
  }

  @Test
  default void keepsWhatItWasGiven() throws IOException {
    for (int size : new int[] {0, 1, 65_535, 65_536, 65_537, largeSize()}) {
      byte[] bytes = Bytes.random(size, size);
      BlobKey known = freshKey();
      put(known, bytes);
      assertThat(read(known, ByteRange.all(size))).isEqualTo(bytes);
      BlobKey unknown = freshKey();
      long stored =
          store()
              .put(
                  unknown,
                  new ByteArrayInputStream(bytes),
                  OptionalLong.empty(),
                  Checksum.of(bytes));
      assertThat(stored).isEqualTo(size);
      assertThat(read(unknown, ByteRange.all(size))).isEqualTo(bytes);
      store().delete(known);
      store().delete(unknown);
    }
    assertThat(unfinished()).isZero();
  }

  @Test
  default void readsRanges() throws IOException {
    byte[] bytes = Bytes.random(200_000, 7);
    BlobKey key = freshKey();
    put(key, bytes);
    for (ByteRange range :
        List.of(
            new ByteRange(0, 1),
            new ByteRange(0, 65_536),
            new ByteRange(1, 199_998),
            new ByteRange(65_535, 70_000),
            new ByteRange(199_999, 1),
            new ByteRange(100, 0),
            new ByteRange(200_000, 0))) {
      assertThat(read(key, range))
          .isEqualTo(Arrays.copyOfRange(bytes, (int) range.first(), (int) range.end()));
    }
  }

  @Test
  default void aStreamNeverJustEndsEarly() throws IOException {
    BlobKey key = freshKey();
    put(key, Bytes.random(1000, 1));
    for (ByteRange range : List.of(ByteRange.all(1001), new ByteRange(1000, 1))) {
      assertThatThrownBy(() -> read(key, range)).isInstanceOf(IOException.class);
    }
  }

  @Test
  default void aStreamMayBeClosedEarly() throws IOException {
    BlobKey key = freshKey();
    byte[] bytes = Bytes.random(200_000, 3);
    put(key, bytes);
    try (InputStream stream = store().open(key, ByteRange.all(bytes.length)).orElseThrow()) {
      assertThat(stream.read()).isEqualTo(bytes[0] & 0xFF);
    }
    assertThat(read(key, ByteRange.all(bytes.length))).isEqualTo(bytes);
  }

  @Test
  default void whatIsMissingIsEmpty() {
    assertThat(store().open(freshKey(), ByteRange.all(10))).isEmpty();
    assertThat(store().open(freshKey(), ByteRange.all(0))).isEmpty();
    assertThat(list(UUID.randomUUID() + "/")).isEmpty();
  }

  @Test
  default void replacesAsAWhole() throws IOException {
    BlobKey key = freshKey();
    put(key, Bytes.random(70_000, 1));
    byte[] shorter = Bytes.random(10, 2);
    put(key, shorter);
    assertThat(read(key, ByteRange.all(10))).isEqualTo(shorter);
    assertThat(list(key.value().substring(0, 37))).containsExactly(new StoredBlob(key, 10));
  }

  @Test
  default void refusesOtherBytesThanTheChecksumSays() {
    for (int size : new int[] {0, 10, largeSize()}) {
      for (OptionalLong length : List.of(OptionalLong.of(size), OptionalLong.empty())) {
        BlobKey key = freshKey();
        InputStream content = new ByteArrayInputStream(Bytes.random(size, 4));
        Checksum other = Checksum.of(new byte[] {1});
        assertThatThrownBy(() -> store().put(key, content, length, other))
            .isInstanceOfSatisfying(
                ProblemException.class,
                e -> assertThat(e.problem()).isInstanceOf(StorageProblem.ChecksumMismatch.class));
        assertAbsent(key);
      }
    }
  }

  @Test
  default void refusesAnotherNumberOfBytes() {
    for (int size : new int[] {10, largeSize()}) {
      for (int announced : new int[] {size - 1, size + 1}) {
        BlobKey key = freshKey();
        byte[] bytes = Bytes.random(size, 4);
        InputStream content = new ByteArrayInputStream(bytes);
        assertThatThrownBy(
                () -> store().put(key, content, OptionalLong.of(announced), Checksum.of(bytes)))
            .isInstanceOf(UncheckedIOException.class);
        assertAbsent(key);
      }
    }
  }

  @Test
  default void rethrowsWhatTheContentThrows() {
    for (Throwable failure :
        List.of(new IOException("gone"), new IllegalStateException("over"), new Error("no"))) {
      for (int size : new int[] {0, 10, largeSize()}) {
        for (OptionalLong length : List.of(OptionalLong.of(size + 1L), OptionalLong.empty())) {
          BlobKey key = freshKey();
          byte[] bytes = Bytes.random(size, 4);
          InputStream content = Bytes.failing(bytes, failure);
          Throwable thrown =
              catchThrowable(() -> store().put(key, content, length, Checksum.of(bytes)));
          if (failure instanceof IOException) {
            assertThat(thrown).isInstanceOf(UncheckedIOException.class).hasCause(failure);
          } else {
            assertThat(thrown).isSameAs(failure);
          }
          assertAbsent(key);
        }
      }
    }
  }

  @Test
  default void leavesTheContentOpen() {
    boolean[] closed = new boolean[1];
    InputStream content =
        new ByteArrayInputStream(new byte[100]) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    store().put(freshKey(), content, OptionalLong.of(100), Checksum.of(new byte[100]));
    assertThat(closed[0]).isFalse();
  }

  @Test
  default void deletesOnceAndAgain() {
    BlobKey key = freshKey();
    put(key, new byte[10]);
    store().delete(key);
    assertAbsent(key);
    store().delete(key);
    put(key, new byte[3]);
    assertThat(store().open(key, ByteRange.all(3))).isPresent();
    store().delete(key);
  }

  @Test
  default void abandonsWhateverBecameOfAPut() {
    BlobKey key = freshKey();
    BlobKey neighbour = new BlobKey(key.value() + "-neighbour");
    put(key, new byte[10]);
    put(neighbour, new byte[10]);
    store().abandon(key);
    store().abandon(key);
    store().abandon(freshKey());
    assertThat(store().open(key, ByteRange.all(10))).isEmpty();
    assertThat(store().open(neighbour, ByteRange.all(10))).isPresent();
  }

  @Test
  default void takesEveryKey() throws IOException {
    String user = UUID.randomUUID().toString();
    String longest = "x".repeat(64);
    List<BlobKey> keys =
        Stream.of(
                "a",
                "A",
                ".hidden",
                "a.b-c_d",
                "a-/b",
                "...",
                "e/b",
                "e/b.",
                "e/B",
                "lock",
                "tmp",
                String.join("/", longest, longest, longest, longest, longest, longest, longest),
                String.join("/", longest, longest, longest, longest, longest, longest, "y"),
                "Z".repeat(64) + "/" + "Z".repeat(64) + "/" + "Z".repeat(64))
            .map(rest -> new BlobKey(user + "/" + rest))
            .toList();
    for (BlobKey key : keys) {
      put(key, key.value().getBytes(StandardCharsets.UTF_8));
    }
    for (BlobKey key : keys) {
      assertThat(new String(read(key, ByteRange.all(key.value().length())), StandardCharsets.UTF_8))
          .isEqualTo(key.value());
    }
    assertThat(list(user + "/"))
        .extracting(StoredBlob::key)
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  default void listsWhatBeginsWithThePrefix() {
    String name = "u" + UUID.randomUUID().toString().substring(0, 8);
    BlobKey first = new BlobKey(name + "/tasks/1/a");
    BlobKey second = new BlobKey(name + "/tasks/2/a");
    BlobKey other = new BlobKey(name + "/tasks2/1/a");
    BlobKey stranger = new BlobKey(name + "x/tasks/1/a");
    for (BlobKey key : List.of(first, second, other, stranger)) {
      put(key, new byte[key.value().length()]);
    }
    assertThat(list(name + "/tasks/"))
        .containsExactlyInAnyOrder(
            new StoredBlob(first, first.value().length()),
            new StoredBlob(second, second.value().length()));
    assertThat(list(name + "/")).extracting(StoredBlob::key).hasSize(3).doesNotContain(stranger);
    assertThat(list("")).extracting(StoredBlob::key).contains(first, second, other, stranger);
  }

  @Test
  default void listsMoreThanAPageful() {
    String user = UUID.randomUUID().toString();
    for (int i = 0; i < 30; i++) {
      put(new BlobKey(user + "/many/" + i), new byte[i]);
    }
    assertThat(list(user + "/many/"))
        .hasSize(30)
        .extracting(StoredBlob::sizeBytes)
        .doesNotHaveDuplicates();
  }

  @Test
  default void aLinkReadsItsBlob() throws IOException, InterruptedException {
    BlobKey key = freshKey();
    byte[] bytes = Bytes.random(100_000, 9);
    put(key, bytes);
    URI link = store().presign(key, Duration.ofMinutes(5), "plugin-1.0.zip");
    assertThat(download(link)).isEqualTo(bytes);
    assertThat(store().presign(freshKey(), Duration.ofSeconds(1), "a")).isNotEqualTo(link);
  }

  @Test
  default void answers() {
    assertThat(store().isAnswering()).isTrue();
    assertThat(store().isAnswering()).isTrue();
  }
}
