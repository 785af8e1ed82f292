package com.adiuva.domain.blobs;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Port;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What is to be removed from the blob store, kept with the rows that stopped referring to it so
/// that no crash comes between. Nothing in it is referred to by a row.
///
/// Every method is atomic and throws a [com.adiuva.domain.shared.ProblemException] with
/// `DatabaseUnavailable` when the store does not answer.
@Port
public interface BlobOutbox {

  /// One thing to remove.
  ///
  /// @param attempts how often it was claimed before
  record Entry(UUID id, Removal removal, int attempts) {}

  /// What to remove.
  sealed interface Removal {
    /// A finished blob.
    record Delete(BlobKey key) implements Removal {}

    /// What is left of a put that was given up.
    record Abandon(BlobKey key) implements Removal {}

    /// Everything of a user who is gone.
    record Erase(UserId user) implements Removal {}
  }

  /// Gives up the pending blobs whose time is over at `now`: their bytes are released and they are
  /// queued for removal.
  ///
  /// @return how many, at most `limit`; those another call is at are skipped
  int expirePending(Instant now, int limit);

  /// Takes entries that are due at `now`, for nobody else until `lease`; whoever dies with some
  /// leaves them to others from then on.
  ///
  /// @return at most `limit`, the longest due first
  List<Entry> claim(Instant now, Instant lease, int limit);

  /// Forgets entries that were carried out. Unknown ones are no error.
  void done(List<UUID> entries);

  /// Puts an entry off that could not be carried out.
  void retryAt(UUID entry, Instant due);

  /// Deletes the rows of a user who is gone, some at a time.
  ///
  /// @return whether there may be more
  boolean purgeRows(UserId user, int limit);
}
