package com.adiuva.application.backups;

import com.adiuva.application.blobs.Uploads;
import com.adiuva.application.blobs.VerifiedContent;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.backups.Backup;
import com.adiuva.domain.backups.BackupId;
import com.adiuva.domain.backups.BackupLabel;
import com.adiuva.domain.backups.Backups;
import com.adiuva.domain.billing.Entitlements;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.ByteRange;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.limits.StorageLedger.Reservation;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.shared.RandomUuid;
import com.adiuva.domain.shared.StorageProblem;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The backups of whoever asks. Those of others do not exist.
public final class EncryptedBackups {
  private static final int UPLOADS_AT_ONCE = 16;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final long COMMIT_NANOS = Duration.ofSeconds(20).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

  private final Backups backups;
  private final Uploads uploads;
  private final Clock clock;
  private final RandomGenerator random;
  private final Semaphore permits = new Semaphore(UPLOADS_AT_ONCE);

  /// @param random for ids
  public EncryptedBackups(Backups backups, Uploads uploads, Clock clock, RandomGenerator random) {
    this.backups = backups;
    this.uploads = uploads;
    this.clock = clock;
    this.random = random;
  }

  /// Stores a backup, which exists once all its bytes are there and have the label's checksum.
  ///
  /// @param length how many bytes will come, when that is known; then the quota is decided at once,
  ///   else as they come
  /// @param body opened when the quota has been decided, and not before
  /// @throws ProblemException `QuotaExceeded`, `ChecksumMismatch`, `Overloaded`,
  ///   `StorageUnavailable`, `StorageFull`; whatever is thrown, also by `body`, nothing was stored
  public Backup store(
      Caller caller, BackupLabel label, OptionalLong length, Supplier<InputStream> body) {
    if (!permits.tryAcquire()) {
      throw new ProblemException(new Problem.Overloaded(RETRY_AFTER));
    }
    try {
      return storeNow(caller, label, length, body);
    } finally {
      permits.release();
    }
  }

  private Backup storeNow(
      Caller caller, BackupLabel label, OptionalLong length, Supplier<InputStream> body) {
    UserId user = caller.id();
    Quota quota = Entitlements.of(caller.tier()).backup();
    BackupId id = new BackupId(RandomUuid.from(random));
    BlobKey key = BlobKey.ofBackup(user, id.value());
    // Of an unknown length the first byte must fit: whoever has no room hears it before sending.
    long first = length.orElse(1);
    if (quota.bytes() == 0
        || !uploads.reserve(
            user, StorageArea.BACKUP, List.of(new Reservation(key, first)), quota)) {
      throw uploads.exceeded(user, StorageArea.BACKUP, quota, first);
    }
    Backup backup;
    try {
      ReservingStream bytes = new ReservingStream(body.get(), uploads, user, key, quota, first);
      long size = uploads.blobs().put(key, bytes, length, label.checksum());
      backup = new Backup(id, label, key, size, clock.instant().truncatedTo(ChronoUnit.MICROS));
      if (commit(user, backup)) {
        return backup;
      }
    } catch (RuntimeException | Error e) {
      // A commit whose answer was lost may have taken effect: only what is still pending goes.
      uploads.giveUp(user, List.of(key), e);
      throw e;
    }
    uploads.discard(key); // the reservation ran out, or the user is gone
    throw new ProblemException(new StorageProblem.StorageUnavailable());
  }

  /// An upload may have taken hours, so a database that is away for a moment is waited for. What a
  /// commit did whose answer was lost, the next one finds.
  private boolean commit(UserId user, Backup backup) {
    long began = System.nanoTime();
    while (true) {
      try {
        return backups.commit(user, backup) || backups.find(user, backup.id()).isPresent();
      } catch (ProblemException e) {
        if (!(e.problem() instanceof Problem.DatabaseUnavailable)
            || System.nanoTime() - began > COMMIT_NANOS) {
          throw e;
        }
        LockSupport.parkNanos(random.nextLong(PAUSE_NANOS, 2 * PAUSE_NANOS));
      }
    }
  }

  /// The one with the highest timestamp, of several the last to arrive.
  ///
  /// @throws ProblemException `NotFound` when there is none
  public Backup latest(Caller caller) {
    return backups.latest(caller.id()).orElseThrow(EncryptedBackups::notFound);
  }

  /// @throws ProblemException `NotFound`
  public Backup find(Caller caller, BackupId id) {
    return backups.find(caller.id(), id).orElseThrow(EncryptedBackups::notFound);
  }

  /// All of them, in the order of [#latest].
  public List<Backup> history(Caller caller) {
    return backups.history(caller.id());
  }

  /// Opens the bytes of a backup, or a part of them; the caller closes the stream. It throws an
  /// [java.io.IOException] when bytes are missing, and in place of the end when all were read and
  /// are not those that were stored.
  ///
  /// @param backup as [#find] gave it
  /// @throws ProblemException `BlobMissing`, `StorageUnavailable`
  public InputStream open(Caller caller, Backup backup, ByteRange range) {
    InputStream bytes =
        uploads
            .blobs()
            .open(backup.key(), range)
            .orElseThrow(() -> new ProblemException(new StorageProblem.BlobMissing()));
    return range.equals(ByteRange.all(backup.sizeBytes()))
        ? new VerifiedContent(bytes, backup.sizeBytes(), backup.label().checksum())
        : bytes;
  }

  /// @throws ProblemException `NotFound`
  public void delete(Caller caller, BackupId id) {
    if (!backups.delete(caller.id(), id, clock.instant().plus(GRACE))) {
      throw notFound();
    }
  }

  private static ProblemException notFound() {
    return new ProblemException(new Problem.NotFound("backup"));
  }
}
