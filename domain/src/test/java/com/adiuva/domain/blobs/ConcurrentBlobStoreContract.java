package com.adiuva.domain.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Racers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What every [BlobStore] does for several at once.
public interface ConcurrentBlobStoreContract extends BlobStoreContract {

  @Test
  default void manyWriteAndReadAtOnce() throws Exception {
    String user = UUID.randomUUID().toString();
    AtomicInteger numbers = new AtomicInteger();
    Racers.race(
        12,
        () -> {
          int racer = numbers.incrementAndGet();
          for (int i = 0; i < 8; i++) {
            BlobKey key = new BlobKey(user + "/r" + racer + "/" + i);
            byte[] bytes = Bytes.random(racer * 10_000 + i, racer * 100L + i);
            put(key, bytes);
            assertThat(read(key, ByteRange.all(bytes.length))).isEqualTo(bytes);
            if (i % 2 == 0) {
              store().delete(key);
              assertThat(store().open(key, ByteRange.all(bytes.length))).isEmpty();
            }
          }
          return racer;
        });
    assertThat(list(user + "/")).hasSize(12 * 4);
    assertThat(unfinished()).isZero();
  }

  @Test
  default void aBlobIsVisibleOnlyWhole() throws Exception {
    BlobKey key = BlobStoreContract.freshKey();
    byte[] bytes = Bytes.random(largeSize(), 11);
    Bytes.Held held = new Bytes.Held(bytes);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Long> put =
          threads.submit(() -> store().put(key, held, OptionalLong.empty(), Checksum.of(bytes)));
      try {
        held.awaitReached();
        assertThat(store().open(key, ByteRange.all(1))).isEmpty();
        assertThat(list(key.value().substring(0, 37))).isEmpty();
        store().sweepUnfinished(Duration.ZERO); // leaves alone what goes on
      } finally {
        held.release();
      }
      assertThat(put.get(60, TimeUnit.SECONDS)).isEqualTo(bytes.length);
    }
    assertThat(read(key, ByteRange.all(bytes.length))).isEqualTo(bytes);
    store().sweepUnfinished(Duration.ZERO);
    assertThat(read(key, ByteRange.all(bytes.length))).isEqualTo(bytes);
    store().delete(key);
  }

  @Test
  default void whoReadsWhileItIsDeletedSeesAllOrAFailure() throws Exception {
    for (int i = 0; i < 2; i++) {
      BlobKey key = BlobStoreContract.freshKey();
      byte[] bytes = Bytes.random(largeSize(), i);
      put(key, bytes);
      try (InputStream stream = store().open(key, ByteRange.all(bytes.length)).orElseThrow()) {
        int first = stream.read();
        store().delete(key);
        byte[] rest = stream.readAllBytes();
        assertThat(first).isEqualTo(bytes[0] & 0xFF);
        assertThat(Arrays.equals(rest, 0, rest.length, bytes, 1, bytes.length)).isTrue();
      } catch (IOException e) {
        assertThat(e).isNotNull(); // cut off, and it says so
      }
    }
  }

  @Test
  default void whoReadsWhileItIsReplacedSeesOneWhole() throws Exception {
    BlobKey key = BlobStoreContract.freshKey();
    int size = 50_000;
    put(key, filled(size, 0));
    AtomicInteger numbers = new AtomicInteger();
    Racers.race(
        8,
        () -> {
          int racer = numbers.incrementAndGet();
          for (int i = 0; i < 8; i++) {
            if (racer % 2 == 0) {
              byte[] bytes = filled(size, racer);
              store()
                  .put(
                      key,
                      new ByteArrayInputStream(bytes),
                      OptionalLong.of(size),
                      Checksum.of(bytes));
            } else {
              Optional<InputStream> open = store().open(key, ByteRange.all(size));
              try (InputStream stream = open.orElseThrow()) {
                byte[] bytes = stream.readAllBytes();
                assertThat(bytes).isEqualTo(filled(size, bytes[0]));
              } catch (IOException e) {
                assertThat(e).isNotNull(); // cut off, and it says so
              }
            }
          }
          return racer;
        });
    store().delete(key);
  }

  @Test
  default void emptiedFoldersTakeNewBlobs() throws Exception {
    String user = UUID.randomUUID().toString();
    AtomicInteger numbers = new AtomicInteger();
    Racers.race(
        8,
        () -> {
          BlobKey key = new BlobKey(user + "/x/" + numbers.incrementAndGet());
          for (int i = 0; i < 20; i++) {
            put(key, new byte[i]);
            store().delete(key);
          }
          return key;
        });
    assertThat(list(user + "/")).isEmpty();
  }

  private static byte[] filled(int size, int with) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }
}
