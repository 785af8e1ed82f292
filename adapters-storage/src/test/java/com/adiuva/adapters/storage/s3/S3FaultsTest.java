package com.adiuva.adapters.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.BlobStoreContract;
import com.adiuva.domain.blobs.ByteRange;
import com.adiuva.domain.blobs.Bytes;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rows of the fault matrix that are about S3. The names begin with theirs.
final class S3FaultsTest {
  private static final byte[] PARTED = Bytes.random(PartSizes.FIRST + 500_000, 1);
  private static final byte[] SMALL = Bytes.random(20_000, 2);

  @TempDir private static Path folder;
  private static S3Server server;
  private FaultProxy proxy;
  private BlobStore store;
  private int objectsBefore;
  private final BlobKey key = BlobStoreContract.freshKey();

  @BeforeAll
  static void start() {
    server = S3Server.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() throws IOException {
    proxy = FaultProxy.before(server.endpoint());
    store = S3BlobStoreTest.open(S3Server.settings(proxy.uri()));
    objectsBefore = server.objects();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    proxy.close();
  }

  private static long put(BlobStore store, BlobKey key, byte[] bytes) {
    InputStream content = new BufferedInputStream(new ByteArrayInputStream(bytes));
    return store.put(key, content, OptionalLong.empty(), Checksum.of(bytes));
  }

  private void assertStored(BlobKey key, byte[] bytes) throws IOException {
    proxy.heal();
    try (InputStream stream = store.open(key, ByteRange.all(bytes.length)).orElseThrow()) {
      assertThat(Checksum.of(stream.readAllBytes())).isEqualTo(Checksum.of(bytes));
    }
    assertThat(server.unfinishedUploads()).isZero();
    store.delete(key);
  }

  private void assertNothingLeft() {
    assertThat(server.objects()).isEqualTo(objectsBefore);
    assertThat(server.unfinishedUploads()).isZero();
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(StorageProblem.StorageUnavailable.class));
  }

  @Test
  void f10WhoeverWaitsIsToldWithinTenSeconds() {
    proxy.faults(request -> new Fault.Silence());
    long start = System.nanoTime();
    assertUnavailable(() -> put(store, key, SMALL));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    long asked = System.nanoTime();
    assertThat(store.isAnswering()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(4));
    assertThat(((S3BlobStore) store).freeBufferBytes()).isEqualTo(64L << 20);
  }

  @Test
  void f10ASlowLineIsEnough() throws IOException {
    proxy.faults(request -> new Fault.Delay(Duration.ofMillis(300)));
    put(store, key, SMALL);
    assertStored(key, SMALL);
  }

  @Test
  void f11MostGetThroughWhenAThirdIsRefused() throws IOException {
    Random random = new Random(4711);
    proxy.faults(
        request -> request.isUpload() && random.nextInt(10) < 3 ? Fault.slowDown() : Fault.none());
    int stored = 0;
    for (int i = 0; i < 100; i++) {
      BlobKey one = new BlobKey(key.value() + "-" + i);
      try {
        put(store, one, SMALL);
        stored++;
      } catch (ProblemException e) {
        assertThat(e.problem()).isInstanceOf(StorageProblem.StorageUnavailable.class);
        assertThat(store.open(one, ByteRange.all(1))).isEmpty();
      }
    }
    assertThat(stored).isGreaterThanOrEqualTo(95);
    assertThat(server.objects()).isEqualTo(objectsBefore + stored);
    proxy.heal();
    for (int i = 0; i < 100; i++) {
      store.delete(new BlobKey(key.value() + "-" + i));
    }
  }

  @Test
  void f11RetriesEndWhenNothingGetsThrough() {
    proxy.faults(request -> Fault.slowDown());
    for (int i = 0; i < 110; i++) {
      assertUnavailable(() -> put(store, key, SMALL));
    }
    assertThat(proxy.count(FaultProxy.Request::isUpload)).isLessThanOrEqualTo(110 + 100);
    proxy.heal();
    put(store, key, SMALL);
    store.delete(key);
  }

  @Test
  void f12APartIsSentAgainFromItsBuffer() throws IOException {
    AtomicInteger uploads = new AtomicInteger();
    proxy.faults(request ->
        request.isUpload() && uploads.getAndIncrement() % 2 == 0
            ? new Fault.CutRequest(100_000)
            : Fault.none());
    put(store, key, PARTED);
    assertThat(uploads).hasValue(4);
    assertStored(key, PARTED);
  }

  @Test
  void f12WhatDoesNotGetThroughLeavesNothing() {
    AtomicInteger uploads = new AtomicInteger();
    proxy.faults(request ->
        request.isUpload() && uploads.getAndIncrement() > 0
            ? new Fault.CutRequest(100_000)
            : Fault.none());
    assertUnavailable(() -> put(store, key, PARTED));
    assertNothingLeft();
  }

  @Test
  void f12ACutDownloadIsNoEnd() throws IOException {
    put(store, key, PARTED);
    for (long bytes : new long[] {1_000, 100_000, PARTED.length}) {
      proxy.faults(request -> new Fault.CutAnswer(bytes));
      try (InputStream stream = store.open(key, ByteRange.all(PARTED.length)).orElseThrow()) {
        assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
      }
    }
    assertStored(key, PARTED);
  }

  @Test
  void f13WhatChangesOnTheWayIsNotStored() {
    for (byte[] bytes : new byte[][] {SMALL, PARTED}) {
      proxy.faults(request -> request.isUpload() ? new Fault.FlippedBit(777) : Fault.none());
      assertUnavailable(() -> put(store, key, bytes));
      proxy.heal();
      assertThat(store.open(key, ByteRange.all(1))).isEmpty();
      assertNothingLeft();
    }
  }

  @Test
  void f13WhatIsStoredOtherwiseIsNoticed(@TempDir Path other) {
    try (S3Server damaged = S3Server.start(other, DamagingObjects::new);
        BlobStore there = S3BlobStoreTest.open(damaged.settings())) {
      for (byte[] bytes : new byte[][] {SMALL, PARTED}) {
        assertUnavailable(() -> put(there, key, bytes));
        assertThat(damaged.objects()).isZero();
        assertThat(damaged.unfinishedUploads()).isZero();
      }
    }
  }

  @Test
  void f14WhatWasRemovedBehindOurBackIsMissing() {
    put(store, key, SMALL);
    server.remove(key.value());
    assertThat(store.open(key, ByteRange.all(SMALL.length))).isEmpty();
  }

  @Test
  void f15AServerThatIsAwayFailsItsCallsOnly() throws IOException {
    URI nobody = proxy.uri();
    proxy.close();
    try (BlobStore away = S3BlobStoreTest.open(S3Server.settings(nobody))) {
      assertThat(away.isAnswering()).isFalse();
      assertUnavailable(() -> put(away, key, SMALL));
      assertUnavailable(() -> away.open(key, ByteRange.all(1)));
      assertUnavailable(() -> away.delete(key));
      assertUnavailable(() -> away.list("").close());
      assertUnavailable(() -> away.sweepUnfinished(Duration.ofDays(1)));
    }
  }

  @Test
  void f16ALostAnswerToTheLastStepIsFoundOut() throws IOException {
    proxy.faults(request -> request.isCompletion() ? new Fault.LostAnswer() : Fault.none());
    assertThat(put(store, key, PARTED)).isEqualTo(PARTED.length);
    assertThat(server.objects()).isEqualTo(objectsBefore + 1);
    assertStored(key, PARTED);
  }

  @Test
  void f16ALostAnswerToASmallPutIsAskedForAgain() throws IOException {
    AtomicInteger uploads = new AtomicInteger();
    proxy.faults(request ->
        request.isUpload() && uploads.getAndIncrement() == 0
            ? new Fault.LostAnswer()
            : Fault.none());
    put(store, key, SMALL);
    assertStored(key, SMALL);
  }

  @Test
  void lostAnswersLeaveNothingBehind() {
    proxy.faults(request -> request.isUpload() ? new Fault.LostAnswer() : Fault.none());
    assertUnavailable(() -> put(store, key, SMALL));
    assertNothingLeft();
  }

  @Test
  void aStoppedUploadIsAbandonedAndSwept() {
    for (boolean sweep : new boolean[] {true, false}) {
      AtomicInteger uploads = new AtomicInteger();
      proxy.faults(request ->
          request.method().equals("DELETE") || (request.isUpload() && uploads.getAndIncrement() > 0)
              ? Fault.slowDown()
              : Fault.none());
      assertUnavailable(() -> put(store, key, PARTED));
      assertThat(server.unfinishedUploads()).isEqualTo(1);
      proxy.heal();
      store.sweepUnfinished(Duration.ofHours(1));
      store.abandon(new BlobKey(key.value() + "-other"));
      store.abandon(new BlobKey(key.value().substring(0, key.value().length() - 1) + "2"));
      assertThat(server.unfinishedUploads()).isEqualTo(1);
      if (sweep) {
        store.sweepUnfinished(Duration.ZERO);
      } else {
        store.abandon(key);
      }
      assertNothingLeft();
    }
  }

  @Test
  void aWrongBucketOrKeyIsUnavailable() {
    for (Map.Entry<String, String> wrong :
        Map.of("S3_BUCKET", "no-such-bucket", "AWS_SECRET_ACCESS_KEY", "wrong").entrySet()) {
      Map<String, String> settings = server.settings();
      settings.put(wrong.getKey(), wrong.getValue());
      try (BlobStore other = S3BlobStoreTest.open(settings)) {
        assertThat(other.isAnswering()).isFalse();
        assertUnavailable(() -> put(other, key, SMALL));
        assertUnavailable(() -> other.open(key, ByteRange.all(1)));
        assertUnavailable(() -> other.open(key, ByteRange.all(0)));
        assertUnavailable(() -> other.list("").close());
      }
    }
    assertNothingLeft();
  }
}
