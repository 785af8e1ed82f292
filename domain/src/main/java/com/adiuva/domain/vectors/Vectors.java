package com.adiuva.domain.vectors;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.shared.Port;
import com.adiuva.domain.shared.Quota;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Keeps the items themselves: the truth an index follows. Each user's changes are counted from 1
/// in the order in which they take effect.
///
/// Every method is atomic and throws a [com.adiuva.domain.shared.ProblemException] with
/// `DatabaseUnavailable` when the store does not answer.
@Port
public interface Vectors {

  /// What became of an [#upsert].
  sealed interface UpsertOutcome {
    /// All of them are stored.
    ///
    /// @param newest the sequence of the user's last change
    record Stored(long newest) implements UpsertOutcome {}

    /// Nothing was stored: the embeddings of this user have another length.
    record OtherDimension(int expected) implements UpsertOutcome {}

    /// Nothing was stored: it would have been too much.
    record TooMuch(long usedBytes, long neededBytes) implements UpsertOutcome {}
  }

  /// How things stand with a user.
  ///
  /// @param newest the sequence of the last change, 0 before the first
  /// @param dimension of the embeddings, when there is any
  record State(long newest, OptionalInt dimension) {}

  /// A stored item.
  ///
  /// @param space where it is now
  record Stored(Ciphertext blob, VectorSpace space) {}

  /// A page of changes.
  ///
  /// @param to the sequence of the last of them
  record Changes(List<VectorChange> changes, long to) {}

  /// Stores all items, replacing those of the same ids, or none. The bytes of their blobs count
  /// against the quota, to the byte; using no more than before always works.
  ///
  /// @param items no id twice, and all embeddings of one length
  UpsertOutcome upsert(UserId user, List<VectorItem> items, Quota quota, Instant now);

  /// Deletes those of the items that there are; their bytes are free.
  ///
  /// @return the sequence of the user's last change
  long delete(UserId user, Collection<VectorId> ids, Instant now);

  State state(UserId user);

  /// Those of the items that there are.
  Map<VectorId, Stored> findAll(UserId user, Collection<VectorId> ids);

  /// The changes after a place, in order; an item that was changed more than once is there once, as
  /// it is now, at its latest place.
  Changes changes(UserId user, long after, int limit);

  /// Users who have or had items, in a fixed order.
  ///
  /// @param after the last one of the page before; empty for the first
  List<UserId> users(Optional<UserId> after, int limit);
}
