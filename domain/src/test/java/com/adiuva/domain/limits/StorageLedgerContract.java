package com.adiuva.domain.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobOutbox;
import com.adiuva.domain.blobs.Removals;
import com.adiuva.domain.limits.StorageLedger.Reservation;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.shared.Racers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/// What every [StorageLedger] does.
public interface StorageLedgerContract {
  Instant NOW = People.NOON;
  Instant LATER = NOW.plus(Duration.ofHours(1));
  Quota QUOTA = new Quota(1000);

  StorageLedger ledger();

  /// Over the same store.
  BlobOutbox outbox();

  /// Somebody who has stored nothing.
  UserId newUser();

  private boolean reserve(UserId user, StorageArea area, Reservation... reservations) {
    return ledger().reserve(user, area, List.of(reservations), QUOTA, LATER);
  }

  private BlobKey reserved(UserId user, long bytes) {
    BlobKey key = Removals.freshKey(user);
    assertThat(reserve(user, StorageArea.STORAGE, new Reservation(key, bytes))).isTrue();
    return key;
  }

  private static Reservation fresh(UserId user, long bytes) {
    return new Reservation(Removals.freshKey(user), bytes);
  }

  @Test
  default void whoeverStoredNothingHasNothing() {
    assertThat(ledger().usage(newUser())).isEqualTo(new StorageUsage(0, 0));
    assertThat(ledger().usage(People.somebody().id())).isEqualTo(new StorageUsage(0, 0));
  }

  @Test
  default void countsWhatIsReservedInItsArea() {
    UserId user = newUser();
    assertThat(reserve(user, StorageArea.STORAGE, fresh(user, 3), fresh(user, 4))).isTrue();
    assertThat(reserve(user, StorageArea.BACKUP, fresh(user, 10))).isTrue();
    assertThat(ledger().usage(user)).isEqualTo(new StorageUsage(7, 10));
  }

  @Test
  default void reservesUpToTheLastByteAndNotOneMore() {
    UserId user = newUser();
    assertThat(reserve(user, StorageArea.STORAGE, fresh(user, 999))).isTrue();
    assertThat(reserve(user, StorageArea.STORAGE, fresh(user, 2))).isFalse();
    assertThat(reserve(user, StorageArea.STORAGE, fresh(user, 1))).isTrue();
    assertThat(reserve(user, StorageArea.STORAGE, fresh(user, 1))).isFalse();
    assertThat(reserve(user, StorageArea.BACKUP, fresh(user, 1000))).isTrue();
    assertThat(ledger().usage(user)).isEqualTo(new StorageUsage(1000, 1000));
  }

  @Test
  default void reservesAllOrNothing() {
    UserId user = newUser();
    BlobKey fits = Removals.freshKey(user);
    assertThat(reserve(user, StorageArea.STORAGE, new Reservation(fits, 600), fresh(user, 600)))
        .isFalse();
    assertThat(ledger().usage(user)).isEqualTo(new StorageUsage(0, 0));
    assertThat(ledger().extend(user, StorageArea.STORAGE, fits, 0, QUOTA, LATER)).isEqualTo(-1);
  }

  @Test
  default void reservesNoBytesAlsoOverTheQuota() {
    UserId user = newUser();
    reserved(user, 500);
    Quota smaller = new Quota(100);
    assertThat(ledger().reserve(user, StorageArea.STORAGE, List.of(fresh(user, 0)), smaller, LATER))
        .isTrue();
    assertThat(ledger().reserve(user, StorageArea.STORAGE, List.of(fresh(user, 1)), smaller, LATER))
        .isFalse();
  }

  @Test
  default void withoutALimitEverythingFits() {
    UserId user = newUser();
    List<Reservation> much = List.of(fresh(user, 1L << 60));
    assertThat(ledger().reserve(user, StorageArea.BACKUP, much, Quota.UNLIMITED, LATER)).isTrue();
    assertThat(ledger().usage(user).backupBytes()).isEqualTo(1L << 60);
  }

  @Test
  default void reservesNothingForTheUnknown() {
    UserId unknown = People.somebody().id();
    assertThat(reserve(unknown, StorageArea.STORAGE, fresh(unknown, 1))).isFalse();
    assertThat(reserve(unknown, StorageArea.STORAGE, fresh(unknown, 0))).isFalse();
  }

  @Test
  default void extendsByAsMuchAsFits() {
    UserId user = newUser();
    BlobKey key = reserved(user, 100);
    assertThat(ledger().extend(user, StorageArea.STORAGE, key, 500, QUOTA, LATER)).isEqualTo(500);
    assertThat(ledger().extend(user, StorageArea.STORAGE, key, 500, QUOTA, LATER)).isEqualTo(400);
    assertThat(ledger().extend(user, StorageArea.STORAGE, key, 500, QUOTA, LATER)).isZero();
    assertThat(ledger().extend(user, StorageArea.STORAGE, key, 5, new Quota(7), LATER)).isZero();
    assertThat(ledger().usage(user).storageBytes()).isEqualTo(1000);
    ledger().release(user, List.of(key), NOW);
    assertThat(ledger().usage(user).storageBytes()).isZero();
  }

  @Test
  default void extendingMovesTheExpiry() {
    UserId user = newUser();
    BlobKey moved = reserved(user, 5);
    BlobKey left = reserved(user, 7);
    Instant muchLater = LATER.plus(Duration.ofHours(1));
    assertThat(ledger().extend(user, StorageArea.STORAGE, moved, 0, QUOTA, muchLater)).isZero();
    Removals.expire(outbox(), LATER);
    assertThat(ledger().usage(user).storageBytes()).isEqualTo(5);
    assertThat(Removals.claim(outbox(), user, LATER))
        .containsExactly(new BlobOutbox.Removal.Abandon(left));
  }

  @Test
  default void extendsNoReservationThatIsNotThere() {
    UserId user = newUser();
    UserId other = newUser();
    BlobKey key = reserved(user, 5);
    assertThat(ledger().extend(other, StorageArea.STORAGE, key, 1, QUOTA, LATER)).isEqualTo(-1);
    assertThat(ledger().extend(user, StorageArea.BACKUP, key, 1, QUOTA, LATER)).isEqualTo(-1);
    ledger().release(user, List.of(key), NOW);
    assertThat(ledger().extend(user, StorageArea.STORAGE, key, 1, QUOTA, LATER)).isEqualTo(-1);
    assertThat(ledger().usage(user)).isEqualTo(new StorageUsage(0, 0));
    assertThat(ledger().usage(other)).isEqualTo(new StorageUsage(0, 0));
  }

  @Test
  default void releasingFreesTheBytesAndQueuesTheBlobs() {
    UserId user = newUser();
    BlobKey one = reserved(user, 5);
    BlobKey two = reserved(user, 6);
    BlobKey kept = reserved(user, 7);
    ledger().release(user, List.of(one, two, Removals.freshKey(user)), NOW);
    ledger().release(user, List.of(one), NOW);
    ledger().release(newUser(), List.of(kept), NOW);
    ledger().release(user, List.of(), NOW);
    assertThat(ledger().usage(user)).isEqualTo(new StorageUsage(7, 0));
    assertThat(Removals.claim(outbox(), user, NOW))
        .containsExactlyInAnyOrder(
            new BlobOutbox.Removal.Abandon(one), new BlobOutbox.Removal.Abandon(two));
  }

  @Test
  default void racingReleasesFreeOnce() throws Exception {
    UserId user = newUser();
    BlobKey key = reserved(user, 400);
    reserved(user, 500);
    Racers.race(
        8,
        () -> {
          ledger().release(user, List.of(key), NOW);
          return true;
        });
    assertThat(ledger().usage(user).storageBytes()).isEqualTo(500);
    assertThat(Removals.claim(outbox(), user, NOW)).hasSize(1);
  }

  /// Starting at 95 % of the limit; somebody looks all the time.
  @Test
  default void noRaceTakesAUserOverTheLimit() throws Exception {
    UserId user = newUser();
    reserved(user, 950);
    List<Long> left;
    try (UsageWatch watch = UsageWatch.start(ledger(), user)) {
      left = Racers.race(64, () -> churn(user));
      assertThat(watch.highestStorageBytes()).isBetween(950L, QUOTA.bytes());
    }
    assertThat(ledger().usage(user).storageBytes())
        .isEqualTo(950 + left.stream().mapToLong(bytes -> bytes).sum())
        .isLessThanOrEqualTo(QUOTA.bytes());
  }

  /// Reserves, extends and releases.
  ///
  /// @return how many bytes stay reserved
  private long churn(UserId user) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long left = 0;
    for (int i = 0; i < 4; i++) {
      BlobKey key = Removals.freshKey(user);
      long bytes = random.nextLong(40);
      if (!reserve(user, StorageArea.STORAGE, new Reservation(key, bytes))) {
        continue;
      }
      bytes += ledger().extend(user, StorageArea.STORAGE, key, random.nextLong(9), QUOTA, LATER);
      if (random.nextInt(4) > 0) {
        ledger().release(user, List.of(key), NOW);
      } else {
        left += bytes;
      }
    }
    return left;
  }

  @Test
  default void oneOfManyGetsTheLastBytes() throws Exception {
    UserId user = newUser();
    reserved(user, 950);
    List<Boolean> got = Racers.race(64, () -> reserve(user, StorageArea.STORAGE, fresh(user, 26)));
    assertThat(got).containsOnlyOnce(true);
    assertThat(Collections.frequency(got, false)).isEqualTo(63);
  }
}
