package com.adiuva.application.blobs;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.limits.StorageLedger;
import com.adiuva.domain.limits.StorageLedger.Reservation;
import com.adiuva.domain.limits.StorageUsage;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.shared.StorageProblem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The first and the last step of storing blobs: reserving their bytes, and giving up.
public final class Uploads {
  /// How long an upload that shows no sign of life keeps its reservation.
  public static final Duration PATIENCE = Duration.ofMinutes(15);

  private final StorageLedger ledger;
  private final BlobStore blobs;
  private final Clock clock;

  public Uploads(StorageLedger ledger, BlobStore blobs, Clock clock) {
    this.ledger = ledger;
    this.blobs = blobs;
    this.clock = clock;
  }

  public BlobStore blobs() {
    return blobs;
  }

  public StorageUsage usage(UserId user) {
    return ledger.usage(user);
  }

  /// Reserves all of these or nothing.
  ///
  /// @return whether they fitted
  public boolean reserve(
      UserId user, StorageArea area, List<Reservation> reservations, Quota quota) {
    return ledger.reserve(user, area, reservations, quota, clock.instant().plus(PATIENCE));
  }

  /// Says that the upload goes on, and reserves more for it.
  ///
  /// @return how many bytes of `wanted` fitted
  /// @throws ProblemException `StorageUnavailable` when the upload was given up meanwhile
  public long extend(UserId user, StorageArea area, BlobKey key, long wanted, Quota quota) {
    long granted = ledger.extend(user, area, key, wanted, quota, clock.instant().plus(PATIENCE));
    if (granted < 0) {
      throw new ProblemException(new StorageProblem.StorageUnavailable());
    }
    return granted;
  }

  /// Gives up what is still pending of these, whatever went wrong: what was made visible after all
  /// is left alone. When even this cannot be said to the ledger, time will say it.
  ///
  /// @param cause to which a further failure is added
  public void giveUp(UserId user, List<BlobKey> keys, Throwable cause) {
    try {
      ledger.release(user, keys, clock.instant());
    } catch (ProblemException e) {
      cause.addSuppressed(e);
    }
  }

  /// Removes a blob nothing refers to any more, not even the ledger: its reservation ran out or its
  /// user is gone.
  public void discard(BlobKey key) {
    try {
      blobs.abandon(key);
    } catch (ProblemException e) {
      // The check of the storage finds it.
    }
  }

  /// The problem of one who wants `needed` bytes more than fit.
  public ProblemException exceeded(UserId user, StorageArea area, Quota quota, long needed) {
    return new ProblemException(
        new StorageProblem.QuotaExceeded(ledger.usage(user).of(area), quota.bytes(), needed));
  }
}
