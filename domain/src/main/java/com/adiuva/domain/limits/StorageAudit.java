package com.adiuva.domain.limits;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.StoredBlob;
import com.adiuva.domain.shared.Port;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the rows say, for comparing it with the ledger and the blob store.
///
/// Every method is atomic and throws a [com.adiuva.domain.shared.ProblemException] with
/// `DatabaseUnavailable` when the store does not answer.
@Port
public interface StorageAudit {

  /// Two ways of knowing what a user has.
  ///
  /// @param ledger as it was counted all along
  /// @param counted what rows and reservations add up to
  /// @param records how many records there are by the ledger
  /// @param countedRecords how many there are
  record Books(StorageUsage ledger, StorageUsage counted, long records, long countedRecords) {
    public boolean agree() {
      return ledger.equals(counted) && records == countedRecords;
    }
  }

  /// Users with an account, in a fixed order.
  ///
  /// @param after the last one of the page before; empty for the first
  List<UserId> users(Optional<UserId> after, int limit);

  Books books(UserId user);

  /// The blobs that records and backups of the user refer to, in a fixed order.
  ///
  /// @param after the last one of the page before; empty for the first
  List<StoredBlob> blobs(UserId user, Optional<BlobKey> after, int limit);

  /// Whether a record or a backup of the user refers to the blob.
  boolean isReferredTo(UserId user, BlobKey key);

  /// Those of the keys that are accounted for: a row refers to them, they are being stored, or they
  /// are queued for removal, by themselves or with their user.
  Set<BlobKey> known(Collection<BlobKey> keys);

  /// Sets the ledger to what is counted.
  ///
  /// @return whether they differed
  boolean correct(UserId user);

  /// Queues a blob for removal unless it is accounted for.
  void removeUnknown(BlobKey key, Instant due);
}
