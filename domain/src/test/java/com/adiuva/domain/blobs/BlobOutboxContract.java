package com.adiuva.domain.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.limits.StorageLedger;
import com.adiuva.domain.limits.StorageUsage;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.shared.Racers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every [BlobOutbox] does.
public interface BlobOutboxContract {
  Instant NOW = People.NOON;
  Duration MINUTE = Duration.ofMinutes(1);

  BlobOutbox outbox();

  /// Over the same store.
  StorageLedger ledger();

  /// Somebody who has stored nothing.
  UserId newUser();

  /// Erases the account.
  void erase(UserId user);

  private BlobKey pending(UserId user, StorageArea area, long bytes, Instant expiresAt) {
    BlobKey key = Removals.freshKey(user);
    List<StorageLedger.Reservation> one = List.of(new StorageLedger.Reservation(key, bytes));
    assertThat(ledger().reserve(user, area, one, Quota.UNLIMITED, expiresAt)).isTrue();
    return key;
  }

  /// Entries of the user, due at `due`.
  ///
  /// @return the first of them
  private BlobOutbox.Removal plant(UserId user, int count, Instant due) {
    List<BlobKey> keys =
        Stream.generate(() -> pending(user, StorageArea.STORAGE, 1, due)).limit(count).toList();
    ledger().release(user, keys, due);
    return new BlobOutbox.Removal.Abandon(keys.getFirst());
  }

  @Test
  default void expiryFreesTheBytesAndQueuesTheBlobs() {
    UserId user = newUser();
    BlobKey record = pending(user, StorageArea.STORAGE, 5, NOW.minus(MINUTE));
    BlobKey backup = pending(user, StorageArea.BACKUP, 6, NOW);
    pending(user, StorageArea.STORAGE, 7, NOW.plus(MINUTE));
    pending(user, StorageArea.BACKUP, 8, NOW.plus(MINUTE));
    Removals.expire(outbox(), NOW);
    assertThat(ledger().usage(user)).isEqualTo(new StorageUsage(7, 8));
    assertThat(Removals.claim(outbox(), user, NOW))
        .containsExactlyInAnyOrder(
            new BlobOutbox.Removal.Abandon(record), new BlobOutbox.Removal.Abandon(backup));
  }

  @Test
  default void expiresAtMostSoMany() {
    Removals.expire(outbox(), NOW);
    UserId user = newUser();
    for (int i = 0; i < 5; i++) {
      pending(user, StorageArea.STORAGE, 10, NOW);
    }
    assertThat(outbox().expirePending(NOW, 3)).isEqualTo(3);
    assertThat(ledger().usage(user).storageBytes()).isEqualTo(20);
    assertThat(outbox().expirePending(NOW, 3)).isEqualTo(2);
    assertThat(outbox().expirePending(NOW, 3)).isZero();
    assertThat(ledger().usage(user).storageBytes()).isZero();
  }

  @Test
  default void racingExpiriesRefundOnce() throws Exception {
    Removals.expire(outbox(), NOW);
    List<UserId> users = List.of(newUser(), newUser(), newUser());
    for (UserId user : users) {
      pending(user, StorageArea.STORAGE, 100, NOW.plus(MINUTE));
      for (int i = 0; i < 40; i++) {
        pending(user, StorageArea.STORAGE, 3, NOW);
      }
    }
    List<Integer> expired = Racers.race(8, () -> expireAll(20));
    Removals.expire(outbox(), NOW);
    assertThat(expired.stream().mapToInt(count -> count).sum()).isLessThanOrEqualTo(120);
    List<BlobOutbox.Entry> entries = Removals.entries(outbox(), NOW);
    for (UserId user : users) {
      assertThat(ledger().usage(user).storageBytes()).isEqualTo(100);
      assertThat(Removals.about(user, entries)).hasSize(40).doesNotHaveDuplicates();
    }
  }

  private int expireAll(int atOnce) {
    int all = 0;
    for (int some = atOnce; some > 0; all += some) {
      some = outbox().expirePending(NOW, atOnce);
    }
    return all;
  }

  /// What a put still reserves, extends or gives up meanwhile is counted once, too.
  @Test
  default void expiryRacingThePutsKeepsTheBytesExact() throws Exception {
    UserId user = newUser();
    List<BlobKey> keys =
        Stream.generate(() -> pending(user, StorageArea.STORAGE, 3, NOW)).limit(48).toList();
    Instant later = NOW.plus(MINUTE);
    Racers.race(
        6,
        () -> {
          for (BlobKey key : keys) {
            switch (keys.indexOf(key) % 3) {
              case 0 -> outbox().expirePending(NOW, 5);
              case 1 -> ledger().release(user, List.of(key), NOW);
              default -> ledger().extend(user, StorageArea.STORAGE, key, 2, Quota.UNLIMITED, later);
            }
          }
          return true;
        });
    Removals.expire(outbox(), NOW);
    List<BlobOutbox.Removal> removed = Removals.claim(outbox(), user, NOW);
    assertThat(removed).doesNotHaveDuplicates();
    Removals.expire(outbox(), later);
    assertThat(ledger().usage(user).storageBytes()).isZero();
    assertThat(Removals.claim(outbox(), user, later)).hasSize(48 - removed.size());
  }

  @Test
  default void claimsWhatIsDueTheLongestDueFirst() {
    UserId user = newUser();
    plant(user, 1, NOW.minus(MINUTE));
    BlobOutbox.Removal oldest = plant(user, 1, NOW.minus(MINUTE.multipliedBy(3)));
    BlobOutbox.Removal old = plant(user, 1, NOW.minus(MINUTE.multipliedBy(2)));
    plant(user, 1, NOW.plus(MINUTE));
    Instant due = NOW.minus(MINUTE.multipliedBy(2));
    List<BlobOutbox.Entry> first = Removals.entries(outbox(), user, due);
    assertThat(first).extracting(BlobOutbox.Entry::removal).containsExactly(oldest, old);
    // As these were due when they were claimed, they are due again when their lease ends.
    List<BlobOutbox.Entry> all = Removals.entries(outbox(), user, due.plus(Duration.ofHours(1)));
    assertThat(all).extracting(BlobOutbox.Entry::attempts).containsExactly(0, 0, 1, 1);
  }

  @Test
  default void whatIsClaimedIsNobodyElsesUntilTheLeaseEnds() {
    UserId user = newUser();
    plant(user, 1, NOW);
    BlobOutbox.Entry entry = Removals.entries(outbox(), user, NOW).getFirst();
    assertThat(entry.attempts()).isZero();
    assertThat(Removals.entries(outbox(), user, NOW.plus(MINUTE))).isEmpty();
    assertThat(Removals.entries(outbox(), user, NOW.plus(Duration.ofHours(1))))
        .containsExactly(new BlobOutbox.Entry(entry.id(), entry.removal(), 1));
  }

  @Test
  default void claimsAtMostSoMany() {
    UserId user = newUser();
    plant(user, 3, NOW);
    assertThat(outbox().claim(NOW, NOW.plus(MINUTE), 2)).hasSize(2);
  }

  @Test
  default void racingClaimsShare() throws Exception {
    UserId user = newUser();
    plant(user, 60, NOW);
    List<List<BlobOutbox.Entry>> shares =
        Racers.race(8, () -> Removals.entries(outbox(), user, NOW));
    assertThat(shares.stream().flatMap(List::stream).map(BlobOutbox.Entry::id))
        .doesNotHaveDuplicates();
    List<BlobOutbox.Entry> all = new ArrayList<>();
    shares.forEach(all::addAll);
    all.addAll(Removals.entries(outbox(), user, NOW));
    assertThat(all).hasSize(60);
  }

  @Test
  default void forgetsWhatIsDone() {
    UserId user = newUser();
    plant(user, 2, NOW);
    List<BlobOutbox.Entry> entries = Removals.entries(outbox(), user, NOW);
    outbox().done(List.of(entries.getFirst().id(), People.somebody().id().value()));
    outbox().done(List.of());
    assertThat(Removals.entries(outbox(), user, NOW.plus(Duration.ofHours(2))))
        .extracting(BlobOutbox.Entry::id)
        .containsExactly(entries.getLast().id());
  }

  @Test
  default void putsOffWhatCouldNotBeCarriedOut() {
    UserId user = newUser();
    plant(user, 1, NOW);
    UUID id = Removals.entries(outbox(), user, NOW).getFirst().id();
    outbox().retryAt(id, NOW.plus(MINUTE));
    outbox().retryAt(People.somebody().id().value(), NOW);
    assertThat(Removals.entries(outbox(), user, NOW.plusSeconds(59))).isEmpty();
    assertThat(Removals.entries(outbox(), user, NOW.plus(MINUTE)))
        .extracting(BlobOutbox.Entry::attempts)
        .containsExactly(1);
  }

  @Test
  default void anErasedAccountIsToBeRemovedAtOnce() {
    UserId user = newUser();
    erase(user);
    erase(user);
    assertThat(Removals.claim(outbox(), user, NOW))
        .containsExactly(new BlobOutbox.Removal.Erase(user));
  }

  /// A put of an erased user that is still running stores bytes after those there were are removed.
  @Test
  default void whatAnErasedUserStillStoresGoesToo() {
    UserId purged = newUser();
    UserId left = newUser();
    UserId other = newUser();
    BlobKey one = pending(purged, StorageArea.BACKUP, 5, NOW.plus(MINUTE));
    BlobKey two = pending(left, StorageArea.STORAGE, 5, NOW.plus(MINUTE));
    pending(other, StorageArea.STORAGE, 5, NOW.plus(MINUTE));
    erase(purged);
    erase(left);
    assertThat(outbox().purgeRows(purged, 100)).isFalse();
    assertThat(ledger().extend(purged, StorageArea.BACKUP, one, 1, Quota.UNLIMITED, NOW))
        .isEqualTo(-1);
    assertThat(ledger().usage(other).storageBytes()).isEqualTo(5);

    assertThat(Removals.claim(outbox(), purged, NOW))
        .containsExactly(new BlobOutbox.Removal.Erase(purged));
    Removals.expire(outbox(), NOW.plus(MINUTE));
    List<BlobOutbox.Entry> entries = Removals.entries(outbox(), NOW.plus(MINUTE));
    assertThat(Removals.about(purged, entries))
        .containsExactly(new BlobOutbox.Removal.Abandon(one));
    assertThat(Removals.about(left, entries)).containsExactly(new BlobOutbox.Removal.Abandon(two));
  }

  @Test
  default void purgesSomeRowsAtATime() {
    UserId user = newUser();
    for (int i = 0; i < 5; i++) {
      pending(user, StorageArea.STORAGE, 1, NOW.plus(MINUTE));
    }
    erase(user);
    assertThat(outbox().purgeRows(user, 3)).isTrue();
    assertThat(outbox().purgeRows(user, 3)).isFalse();
    assertThat(outbox().purgeRows(user, 3)).isFalse();
  }
}
