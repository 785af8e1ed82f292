package com.adiuva.domain.backups;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Racers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What every [Backups] does.
public interface BackupsContract {
  Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  Instant REMOVE_AT = NOON.plusSeconds(600);

  Backups backups();

  /// A user who exists and has stored nothing, another one each time.
  UserId newUser();

  /// Reserves bytes for the blob of a backup, as the ledger does.
  void reserve(UserId user, BlobKey key, long bytes);

  /// How many bytes count against the user's quota for backups.
  long usedBytes(UserId user);

  /// When the blob is due to be removed; empty when it is not to be.
  Optional<Instant> removalOf(BlobKey key);

  private static Backup backup(UserId user, long timestamp, long size) {
    UUID id = UUID.randomUUID();
    BackupLabel label = new BackupLabel(3, timestamp, Checksum.of(new byte[] {(byte) size}), 2);
    return new Backup(new BackupId(id), label, BlobKey.ofBackup(user, id), size, NOON);
  }

  private Backup committed(UserId user, long timestamp, long size) {
    Backup backup = backup(user, timestamp, size);
    reserve(user, backup.key(), size);
    assertThat(backups().commit(user, backup)).isTrue();
    return backup;
  }

  @Test
  default void aCommittedBackupIsThereAndCounted() {
    UserId user = newUser();
    assertThat(backups().latest(user)).isEmpty();
    assertThat(backups().history(user)).isEmpty();
    Backup backup = backup(user, 1_772_366_400_000L, 700);
    reserve(user, backup.key(), 700);
    assertThat(backups().find(user, backup.id())).isEmpty();
    assertThat(backups().commit(user, backup)).isTrue();
    assertThat(backups().find(user, backup.id())).contains(backup);
    assertThat(backups().latest(user)).contains(backup);
    assertThat(backups().history(user)).containsExactly(backup);
    assertThat(usedBytes(user)).isEqualTo(700);
    assertThat(removalOf(backup.key())).isEmpty();
  }

  @Test
  default void aReservationIsSettledToTheBytesThatCame() {
    UserId user = newUser();
    Backup smaller = backup(user, 1, 700);
    reserve(user, smaller.key(), 1000);
    backups().commit(user, smaller);
    assertThat(usedBytes(user)).isEqualTo(700);
    Backup larger = backup(user, 2, 50);
    reserve(user, larger.key(), 20);
    backups().commit(user, larger);
    assertThat(usedBytes(user)).isEqualTo(750);
    committed(user, 3, 0);
    assertThat(usedBytes(user)).isEqualTo(750);
  }

  @Test
  default void nothingIsCommittedWithoutItsOwnReservation() {
    UserId user = newUser();
    UserId other = newUser();
    Backup backup = backup(user, 1, 700);
    assertThat(backups().commit(user, backup)).isFalse();
    reserve(other, backup.key(), 700);
    assertThat(backups().commit(user, backup)).isFalse();
    assertThat(backups().history(user)).isEmpty();
    assertThat(usedBytes(user)).isZero();
    assertThat(usedBytes(other)).isEqualTo(700);
  }

  @Test
  default void oneOfManyRacersCommits() throws Exception {
    UserId user = newUser();
    Backup backup = backup(user, 1, 700);
    reserve(user, backup.key(), 1000);
    assertThat(Racers.race(8, () -> backups().commit(user, backup))).containsOnlyOnce(true);
    assertThat(backups().history(user)).containsExactly(backup);
    assertThat(usedBytes(user)).isEqualTo(700);
  }

  @Test
  default void theLatestHasTheHighestTimestampThenArrivedLast() {
    UserId user = newUser();
    Backup first = committed(user, 200, 10);
    Backup second = committed(user, 300, 11);
    Backup third = committed(user, 100, 12);
    Backup fourth = committed(user, 300, 13);
    assertThat(backups().latest(user)).contains(fourth);
    assertThat(backups().history(user)).containsExactly(fourth, second, first, third);
    backups().delete(user, fourth.id(), REMOVE_AT);
    assertThat(backups().latest(user)).contains(second);
  }

  @Test
  default void theNumbersMayBeAsLargeAsTheyCome() {
    UserId user = newUser();
    BackupId id = new BackupId(UUID.randomUUID());
    BackupLabel label =
        new BackupLabel(Long.MAX_VALUE, Long.MAX_VALUE, Checksum.of(new byte[0]), 1 << 30);
    Backup backup = new Backup(id, label, BlobKey.ofBackup(user, id.value()), 500L << 30, NOON);
    reserve(user, backup.key(), backup.sizeBytes());
    assertThat(backups().commit(user, backup)).isTrue();
    assertThat(backups().latest(user)).contains(backup);
  }

  @Test
  default void aBackupIsDeletedOnce() {
    UserId user = newUser();
    Backup kept = committed(user, 1, 10);
    Backup backup = committed(user, 2, 700);
    assertThat(backups().delete(user, backup.id(), REMOVE_AT)).isTrue();
    assertThat(backups().find(user, backup.id())).isEmpty();
    assertThat(usedBytes(user)).isEqualTo(10);
    assertThat(removalOf(backup.key())).contains(REMOVE_AT);
    assertThat(backups().delete(user, backup.id(), REMOVE_AT)).isFalse();
    assertThat(usedBytes(user)).isEqualTo(10);
    assertThat(backups().history(user)).containsExactly(kept);
    assertThat(removalOf(kept.key())).isEmpty();
  }

  @Test
  default void othersBackupsAreUnknown() {
    UserId user = newUser();
    UserId other = newUser();
    Backup backup = committed(user, 1, 700);
    assertThat(backups().find(other, backup.id())).isEmpty();
    assertThat(backups().latest(other)).isEmpty();
    assertThat(backups().history(other)).isEmpty();
    assertThat(backups().delete(other, backup.id(), REMOVE_AT)).isFalse();
    assertThat(backups().find(user, backup.id())).contains(backup);
    assertThat(usedBytes(user)).isEqualTo(700);
    assertThat(removalOf(backup.key())).isEmpty();
  }

  /// Each commits two backups and deletes one of them.
  @Test
  default void bytesAreExactUnderConcurrency() throws Exception {
    UserId user = newUser();
    AtomicInteger count = new AtomicInteger();
    List<Boolean> deleted =
        Racers.race(
            16,
            () -> {
              int number = count.incrementAndGet();
              committed(user, number, 10);
              return backups().delete(user, committed(user, 100 + number, 1000).id(), REMOVE_AT);
            });
    assertThat(deleted).containsOnly(true);
    assertThat(usedBytes(user)).isEqualTo(160);
    assertThat(backups().history(user)).hasSize(16);
    Backup doomed = backups().latest(user).orElseThrow();
    assertThat(Racers.race(8, () -> backups().delete(user, doomed.id(), REMOVE_AT)))
        .containsOnlyOnce(true);
    assertThat(usedBytes(user)).isEqualTo(150);
  }
}
