package com.adiuva.domain.limits;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.shared.Port;
import com.adiuva.domain.shared.Quota;
import java.time.Instant;
import java.util.List;

/// Counts every user's bytes exactly: what is stored and what is about to be. Whatever the
/// concurrency, no reservation takes a user over the quota it was made with.
///
/// A reservation is noted with its blob's key, so that whatever dies is given up when its time is
/// over (see [com.adiuva.domain.blobs.BlobOutbox#expirePending]). It is settled by the port that
/// makes the blob visible, in that transaction.
///
/// Every method is atomic and throws a [com.adiuva.domain.shared.ProblemException] with
/// `DatabaseUnavailable` when the store does not answer.
@Port
public interface StorageLedger {

  /// A blob that is about to be stored.
  ///
  /// @param bytes how many to count for it, at least 0: for one that replaces another only what it
  ///   has more
  record Reservation(BlobKey key, long bytes) {
    public Reservation {
      if (bytes < 0) {
        throw new IllegalArgumentException("a reservation is not negative");
      }
    }
  }

  /// What the user has; zero for one who never stored anything or does not exist.
  StorageUsage usage(UserId user);

  /// Reserves all of these or nothing. When all ask for 0 bytes that succeeds, also over the quota.
  ///
  /// @return false, and nothing changed, when they do not fit or the user does not exist
  boolean reserve(
      UserId user,
      StorageArea area,
      List<Reservation> reservations,
      Quota quota,
      Instant expiresAt);

  /// Adds bytes to a reservation: `wanted`, or as many of them as fit, and moves its expiry.
  ///
  /// @param wanted at least 0; 0 only moves the expiry
  /// @return how many were added; -1, and nothing changed, when the reservation is not there any
  ///   more
  long extend(
      UserId user, StorageArea area, BlobKey key, long wanted, Quota quota, Instant expiresAt);

  /// Gives reservations up: their bytes are free, their blobs are queued for removal. Those that
  /// are not there any more are no error.
  void release(UserId user, List<BlobKey> keys, Instant now);
}
