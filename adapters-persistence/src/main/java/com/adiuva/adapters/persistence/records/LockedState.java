package com.adiuva.adapters.persistence.records;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.RecordWrite;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// What is there when writes are decided; it stays so until the end of the transaction.
///
/// @param usedBytes what the user has stored or reserved
/// @param recordCount how many records the user has
/// @param newest the sequence of the last change
/// @param records those of the writes that there are or were
/// @param notes how many bytes are reserved under each key the writes bring
record LockedState(
    long usedBytes,
    long recordCount,
    long newest,
    Map<RecordId, RecordMeta> records,
    Map<BlobKey, Long> notes) {

  /// Three statements in one round trip. They must not be one: a statement sees what was there when
  /// it began, and only the first may begin before the lock is ours.
  private static final String SQL =
      """
      SELECT storage_bytes, record_count, record_seq
        FROM storage_usage
       WHERE user_id = :user
         FOR UPDATE;
      SELECT id, table_name, blob_key, checksum, size_bytes, version, created_at, updated_at,
             deleted_at
        FROM storage_records
       WHERE user_id = :user AND id = ANY(:ids);
      SELECT blob_key, bytes
        FROM pending_blobs
       WHERE blob_key = ANY(:keys) AND user_id = :user AND area = 'storage'
      """;

  /// Locks and reads.
  ///
  /// @throws ProblemException `TokenExpired` when the user is gone
  static LockedState read(Handle handle, UserId user, List<RecordWrite> writes) {
    List<UUID> ids = writes.stream().map(write -> write.id().value()).distinct().toList();
    List<String> keys =
        writes.stream()
            .map(RecordWrite::content)
            .filter(Objects::nonNull)
            .map(content -> content.key().value())
            .toList();
    try (Query query = handle.createQuery(SQL)) {
      return query
          .bind("user", user.value())
          .bindArray("ids", UUID.class, ids)
          .bindArray("keys", String.class, keys)
          .execute((statement, context) -> of(statement.get()));
    }
  }

  private static LockedState of(PreparedStatement statement) throws SQLException {
    long usedBytes;
    long recordCount;
    long newest;
    try (ResultSet usage = statement.getResultSet()) {
      if (!usage.next()) {
        throw new ProblemException(new Problem.TokenExpired());
      }
      usedBytes = usage.getLong("storage_bytes");
      recordCount = usage.getLong("record_count");
      newest = usage.getLong("record_seq");
    }
    Map<RecordId, RecordMeta> records = new HashMap<>();
    statement.getMoreResults();
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        RecordMeta meta = RecordRow.read(rows);
        records.put(meta.id(), meta);
      }
    }
    Map<BlobKey, Long> notes = new HashMap<>();
    statement.getMoreResults();
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        notes.put(new BlobKey(rows.getString("blob_key")), rows.getLong("bytes"));
      }
    }
    return new LockedState(usedBytes, recordCount, newest, records, notes);
  }
}
