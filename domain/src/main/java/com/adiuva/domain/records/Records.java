package com.adiuva.domain.records;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Port;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps the metadata of records and the feed of their changes, each user's apart.
///
/// Every method is atomic and throws a [com.adiuva.domain.shared.ProblemException] with
/// `DatabaseUnavailable` when the store does not answer.
@Port
public interface Records {

  /// A page of a listing.
  ///
  /// @param total how many records there are on all pages
  record Page(List<RecordMeta> records, long total) {}

  /// A page of the feed.
  ///
  /// @param newest the sequence of the user's last change, 0 before the first
  record Feed(List<Change> changes, long newest) {}

  /// The record; empty when there is none or it was deleted.
  Optional<RecordMeta> find(UserId user, RecordId id);

  /// Those of the records that there are or were: the marks of deletions too.
  Map<RecordId, RecordMeta> findAll(UserId user, Collection<RecordId> ids);

  /// Records that are not deleted, newest created first.
  ///
  /// @param table only of this one; empty means of all
  /// @param offset how many to skip
  Page list(UserId user, Optional<TableName> table, long offset, int limit);

  /// The changes after a place in the feed, in order. A record that was changed more than once is
  /// there once, as it is now, at its latest place. Whoever has read up to some place never misses
  /// a change, also under concurrent writers: none ever appears at or before it any more.
  ///
  /// @param after the sequence of the last change seen; 0 for the beginning
  Feed changes(UserId user, long after, int limit);

  /// Carries writes out in order, each on what those before it left, together with their places in
  /// the feed and what they add to the user's bytes. Each is decided by [RecordWrite#decide] on
  /// what is there now.
  ///
  /// The bytes a write brings were reserved in the ledger and stored under its key before. Of those
  /// that take effect the reservation is settled; the others' are given up as by
  /// [com.adiuva.domain.limits.StorageLedger#release]; bytes that are replaced or deleted are
  /// queued for removal at `removeAt`. A write whose reservation expired is refused with
  /// `StorageUnavailable`, one that does not fit any more with `QuotaExceeded`, and one that would
  /// make too many records with `TooManyRecords`.
  ///
  /// @param atomic whether one refusal means that none takes effect; those that would have are then
  ///   refused with `NotApplied`
  /// @return one outcome for each write, in order
  List<WriteOutcome> commit(
      UserId user,
      List<RecordWrite> writes,
      boolean atomic,
      RecordLimits limits,
      Instant now,
      Instant removeAt);
}
