package com.adiuva.domain.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.Removals;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.limits.StorageLedger;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Quota;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One user's records, written as a use case writes them: the bytes are reserved first.
///
/// @param user whose they are
public record Shelf(UserId user, Records records, StorageLedger ledger) {
  static final Instant NOW = People.NOON;
  static final Instant REMOVE_AT = NOW.plus(Duration.ofMinutes(5));
  static final Instant EXPIRES_AT = NOW.plus(Duration.ofHours(1));
  static final TableName NOTES = new TableName("notes");

  static RecordId newId() {
    return new RecordId(People.somebody().id().value());
  }

  /// Bytes under a fresh key with as much reserved as they are.
  RecordMeta.Content content(long size) {
    return content(size, size);
  }

  /// Bytes under a fresh key.
  RecordMeta.Content content(long size, long reserved) {
    RecordMeta.Content content = unreserved(size);
    List<StorageLedger.Reservation> one =
        List.of(new StorageLedger.Reservation(content.key(), reserved));
    assertThat(ledger.reserve(user, StorageArea.STORAGE, one, Quota.UNLIMITED, EXPIRES_AT))
        .isTrue();
    return content;
  }

  /// Bytes under a fresh key, all of the same size alike.
  RecordMeta.Content unreserved(long size) {
    BlobKey key = Removals.freshKey(user);
    return new RecordMeta.Content(key, checksum(size), size);
  }

  private static Checksum checksum(long size) {
    return Checksum.of(Long.toString(size).getBytes(StandardCharsets.UTF_8));
  }

  RecordWrite.Create toCreate(RecordId id, long size) {
    return new RecordWrite.Create(id, NOTES, content(size));
  }

  RecordWrite.Update toUpdate(RecordId id, long size, @Nullable Set<Long> versions) {
    return new RecordWrite.Update(id, content(size), versions);
  }

  WriteOutcome commit(RecordWrite write) {
    return commit(write, Quota.UNLIMITED);
  }

  WriteOutcome commit(RecordWrite write, Quota quota) {
    return commit(write, new RecordLimits(quota, Long.MAX_VALUE));
  }

  WriteOutcome commit(RecordWrite write, RecordLimits limits) {
    return records.commit(user, List.of(write), false, limits, NOW, REMOVE_AT).getFirst();
  }

  List<WriteOutcome> commitAll(boolean atomic, RecordWrite... writes) {
    return records.commit(user, List.of(writes), atomic, RecordLimits.NONE, NOW, REMOVE_AT);
  }

  /// Creates a record.
  RecordMeta create(RecordId id, long size) {
    return ((WriteOutcome.Created) commit(toCreate(id, size))).record();
  }

  WriteOutcome update(RecordId id, long size) {
    return commit(toUpdate(id, size, null));
  }

  WriteOutcome delete(RecordId id) {
    return commit(new RecordWrite.Delete(id, null));
  }

  /// What the ledger says.
  long used() {
    return ledger.usage(user).storageBytes();
  }

  Records.Feed feed(long after) {
    return records.changes(user, after, 1000);
  }

  /// The bytes of all rows.
  long stored() {
    return feed(0).changes().stream().mapToLong(change -> change.record().storedBytes()).sum();
  }
}
