package com.adiuva.application.records;

import com.adiuva.application.blobs.Uploads;
import com.adiuva.application.blobs.VerifiedContent;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.ByteRange;
import com.adiuva.domain.limits.StorageUsage;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.RecordWrite;
import com.adiuva.domain.records.Records;
import com.adiuva.domain.records.TableName;
import com.adiuva.domain.records.WriteOutcome;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.RandomUuid;
import com.adiuva.domain.shared.StorageProblem;
import com.adiuva.domain.shared.Violation;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The records of whoever asks. Those of others do not exist.
public final class EncryptedRecords {
  private final Records records;
  private final Uploads uploads;
  private final RecordWriter writer;
  private final RandomGenerator random;

  /// @param random for ids and the names of blobs
  public EncryptedRecords(Records records, Uploads uploads, Clock clock, RandomGenerator random) {
    this.records = records;
    this.uploads = uploads;
    this.writer = new RecordWriter(records, uploads, clock);
    this.random = random;
  }

  /// Creates a record.
  ///
  /// @param id null takes a new one: the same for the same `idempotencyKey`, so that a repeated
  ///   request finds what the first one made
  /// @return [WriteOutcome.Created], or [WriteOutcome.Unchanged] when it was created before with
  ///   the same bytes
  /// @throws ProblemException `RecordExists`, `QuotaExceeded`, `StorageUnavailable`, `StorageFull`
  public WriteOutcome create(
      Caller caller,
      @Nullable RecordId id,
      TableName table,
      Ciphertext content,
      @Nullable String idempotencyKey) {
    RecordId record = id == null ? newId(caller.id(), idempotencyKey, 0) : id;
    boolean surelyNew = id == null && idempotencyKey == null;
    return single(
        caller,
        surelyNew ? Map.of() : records.findAll(caller.id(), Set.of(record)),
        new PlannedWrite.Wish(
            new RecordWrite.Create(record, table, stored(caller.id(), table, record, content)),
            content));
  }

  /// Gives a record other bytes.
  ///
  /// @param ifMatch versions one of which it must have; null means any
  /// @throws ProblemException `NotFound`, `VersionConflict`, `QuotaExceeded`, `StorageUnavailable`,
  ///   `StorageFull`
  public RecordMeta update(
      Caller caller, RecordId id, Ciphertext content, @Nullable Set<Long> ifMatch) {
    RecordMeta current = find(caller, id);
    WriteOutcome outcome =
        single(
            caller,
            Map.of(id, current),
            new PlannedWrite.Wish(
                new RecordWrite.Update(
                    id, stored(caller.id(), current.table(), id, content), ifMatch),
                content));
    return record(outcome);
  }

  /// Deletes a record.
  ///
  /// @param ifMatch versions one of which it must have; null means any
  /// @return the mark of its deletion
  /// @throws ProblemException `NotFound`, `VersionConflict`
  public RecordMeta delete(Caller caller, RecordId id, @Nullable Set<Long> ifMatch) {
    return record(
        single(
            caller,
            records.findAll(caller.id(), Set.of(id)),
            new PlannedWrite.Wish(new RecordWrite.Delete(id, ifMatch), null)));
  }

  /// Carries operations out in order.
  ///
  /// @param atomic whether one refusal means that none takes effect; the others are then
  ///   [StorageProblem.NotApplied]
  /// @param idempotencyKey decides the ids of new records, as in [#create]
  /// @return one outcome for each operation, in order
  /// @throws ProblemException `StorageUnavailable`, `StorageFull`: nothing took effect
  public List<WriteOutcome> batch(
      Caller caller,
      List<BatchOperation> operations,
      boolean atomic,
      @Nullable String idempotencyKey) {
    List<RecordId> ids = new ArrayList<>();
    Set<RecordId> perhapsThere = new HashSet<>();
    for (BatchOperation operation : operations) {
      RecordId id = operation.id();
      ids.add(id == null ? newId(caller.id(), idempotencyKey, ids.size()) : id);
      if (id != null || idempotencyKey != null) {
        perhapsThere.add(ids.get(ids.size() - 1));
      }
    }
    Map<RecordId, RecordMeta> found =
        perhapsThere.isEmpty() ? Map.of() : records.findAll(caller.id(), perhapsThere);
    Map<RecordId, TableName> tables = tables(operations, found);
    List<PlannedWrite.Wish> wishes = new ArrayList<>();
    for (BatchOperation operation : operations) {
      RecordId record = ids.get(wishes.size());
      wishes.add(
          switch (operation) {
            case BatchOperation.Invalid invalid ->
                new PlannedWrite.Wish(new RecordWrite.Invalid(record, invalid.problem()), null);
            case BatchOperation.Delete delete ->
                new PlannedWrite.Wish(
                    new RecordWrite.Delete(record, setOf(delete.ifVersion())), null);
            case BatchOperation.Put put -> {
              TableName table = put.table() == null ? tables.get(record) : put.table();
              yield table == null ? withoutTable(record) : put(caller.id(), put, record, table);
            }
          });
    }
    return writer.write(caller, wishes, found, atomic);
  }

  /// @throws ProblemException `NotFound`
  public RecordMeta find(Caller caller, RecordId id) {
    return records.find(caller.id(), id).orElseThrow(EncryptedRecords::notFound);
  }

  /// Opens the bytes of a record, or a part of them; the caller closes the stream. It throws an
  /// [java.io.IOException] when bytes are missing, and in place of the end when all were read and
  /// are not those that were stored.
  ///
  /// @param record as [#find] gave it
  /// @throws ProblemException `BlobMissing`, `StorageUnavailable`
  public InputStream open(Caller caller, RecordMeta record, ByteRange range) {
    RecordMeta.Content content = record.content();
    InputStream bytes =
        uploads
            .blobs()
            .open(content.key(), range)
            .orElseThrow(() -> new ProblemException(new StorageProblem.BlobMissing()));
    return range.equals(ByteRange.all(content.sizeBytes()))
        ? new VerifiedContent(bytes, content.sizeBytes(), content.checksum())
        : bytes;
  }

  /// Newest created first.
  ///
  /// @param offset how many to skip
  public Records.Page list(Caller caller, Optional<TableName> table, long offset, int limit) {
    return records.list(caller.id(), table, offset, limit);
  }

  /// The changes after a place in the caller's feed.
  ///
  /// @param after the sequence of the last change seen; 0 for the beginning
  public Records.Feed changes(Caller caller, long after, int limit) {
    return records.changes(caller.id(), after, limit);
  }

  public StorageUsage usage(Caller caller) {
    return uploads.usage(caller.id());
  }

  /// @param current the record, if there is or was one
  private WriteOutcome single(
      Caller caller, Map<RecordId, RecordMeta> current, PlannedWrite.Wish wish) {
    WriteOutcome outcome = writer.write(caller, List.of(wish), current, false).get(0);
    if (outcome instanceof WriteOutcome.Refused refused) {
      throw new ProblemException(refused.problem());
    }
    return outcome;
  }

  /// Where the records are that operations may name without saying it.
  private static Map<RecordId, TableName> tables(
      List<BatchOperation> operations, Map<RecordId, RecordMeta> found) {
    Map<RecordId, TableName> tables = new HashMap<>();
    for (BatchOperation operation : operations) {
      if (operation instanceof BatchOperation.Put put && put.id() != null && put.table() != null) {
        tables.putIfAbsent(put.id(), put.table());
      }
    }
    found.forEach((id, record) -> tables.put(id, record.table()));
    return tables;
  }

  private PlannedWrite.Wish put(
      UserId user, BatchOperation.Put put, RecordId record, TableName table) {
    RecordMeta.Content content = stored(user, table, record, put.content());
    return new PlannedWrite.Wish(
        put.id() == null
            ? new RecordWrite.Create(record, table, content)
            : new RecordWrite.Put(record, put.table(), content, put.ifVersion()),
        put.content());
  }

  private static PlannedWrite.Wish withoutTable(RecordId record) {
    InvalidValueException missing =
        new InvalidValueException("missing", "is required to create a record");
    return new PlannedWrite.Wish(
        new RecordWrite.Invalid(
            record, new Problem.ValidationFailed(List.of(Violation.inBody("table", missing)))),
        null);
  }

  private static @Nullable Set<Long> setOf(@Nullable Long version) {
    return version == null ? null : Set.of(version);
  }

  private RecordMeta.Content stored(UserId user, TableName table, RecordId id, Ciphertext content) {
    BlobKey key = BlobKey.ofRecord(user, table.value(), id.value(), RandomUuid.from(random));
    return new RecordMeta.Content(key, content.checksum(), content.size());
  }

  private RecordId newId(UserId user, @Nullable String idempotencyKey, int index) {
    if (idempotencyKey == null) {
      return new RecordId(RandomUuid.from(random));
    }
    String seed = user + "\n" + index + "\n" + idempotencyKey;
    ByteBuffer digest = ByteBuffer.wrap(Checksum.of(seed.getBytes(StandardCharsets.UTF_8)).bytes());
    long high = (digest.getLong() & ~0xF000L) | 0x8000L; // version 8: made our own way
    long low = (digest.getLong() & ~(3L << 62)) | (1L << 63);
    return new RecordId(new UUID(high, low));
  }

  private static RecordMeta record(WriteOutcome outcome) {
    return switch (outcome) {
      case WriteOutcome.Created o -> o.record();
      case WriteOutcome.Updated o -> o.record();
      case WriteOutcome.Deleted o -> o.record();
      case WriteOutcome.Unchanged o -> o.record();
      case WriteOutcome.Refused o -> throw new ProblemException(o.problem());
    };
  }

  private static ProblemException notFound() {
    return new ProblemException(new Problem.NotFound("record"));
  }
}
