package com.adiuva.adapters.persistence.records;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.records.Change;
import com.adiuva.domain.records.RecordMeta;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Stores a [Settlement], however many records it is about, in one statement.
final class SettlementStatement {
  private static final String SQL =
      """
      WITH written AS (
          INSERT INTO storage_records
                 (id, user_id, table_name, blob_key, checksum, size_bytes, version, change_seq,
                  deleted_at, created_at, updated_at)
          SELECT w.id, :user, w.table_name, w.blob_key, decode(w.checksum, 'hex'), w.size_bytes,
                 w.version, w.change_seq, CASE WHEN w.deleted THEN n.now END,
                 CAST(w.created_at AS timestamptz), n.now
            FROM unnest(:ids, :tables, :contents, :checksums, :sizes, :versions, :sequences,
                        :deleted, :created)
                 AS w (id, table_name, blob_key, checksum, size_bytes, version, change_seq,
                       deleted, created_at),
                 CAST(:now AS timestamptz) AS n (now)
          ON CONFLICT (user_id, id) DO UPDATE
                SET table_name = excluded.table_name,
                    blob_key = excluded.blob_key,
                    checksum = excluded.checksum,
                    size_bytes = excluded.size_bytes,
                    version = excluded.version,
                    change_seq = excluded.change_seq,
                    deleted_at = excluded.deleted_at,
                    created_at = excluded.created_at,
                    updated_at = excluded.updated_at
      ), settled AS (
          DELETE FROM pending_blobs WHERE blob_key = ANY(:notes)
      ), queued AS (
          INSERT INTO blob_removals (kind, target, due_at)
          SELECT 'abandon', blob_key, CAST(:now AS timestamptz)
            FROM unnest(:unused) AS u (blob_key)
           UNION ALL
          SELECT 'delete', blob_key, CAST(:removeAt AS timestamptz)
            FROM unnest(:replaced) AS r (blob_key)
      )
      UPDATE storage_usage
         SET storage_bytes = greatest(0, storage_bytes + :added),
             record_count = greatest(0, :count),
             record_seq = :newest
       WHERE user_id = :user
      """;

  private SettlementStatement() {}

  /// @param now when the records change
  /// @param removeAt when bytes that were replaced are to be removed
  static void execute(
      Handle handle, UserId user, Settlement settlement, Instant now, Instant removeAt) {
    try (Update update = handle.createUpdate(SQL)) {
      update
          .bind("user", user.value())
          .bind("now", now)
          .bind("removeAt", removeAt)
          .bind("added", settlement.addedBytes())
          .bind("count", settlement.count())
          .bind("newest", settlement.newest())
          .bindArray("notes", String.class, keys(settlement.notes()))
          .bindArray("unused", String.class, keys(settlement.unused()))
          .bindArray("replaced", String.class, keys(settlement.replaced()));
      bind(update, settlement.changes());
      update.execute();
    }
  }

  private static void bind(Update update, List<Change> changes) {
    update
        .bindArray("ids", UUID.class, each(changes, record -> record.id().value()))
        .bindArray("tables", String.class, each(changes, record -> record.table().value()))
        .bindArray("contents", String.class, each(changes, r -> r.content().key().value()))
        .bindArray("checksums", String.class, each(changes, r -> r.content().checksum().hex()))
        .bindArray("sizes", Long.class, each(changes, record -> record.content().sizeBytes()))
        .bindArray("versions", Long.class, each(changes, RecordMeta::version))
        .bindArray("sequences", Long.class, changes.stream().map(Change::sequence).toList())
        .bindArray("deleted", Boolean.class, each(changes, RecordMeta::deleted))
        .bindArray("created", String.class, each(changes, record -> record.createdAt().toString()));
  }

  private static <T> List<T> each(List<Change> changes, Function<RecordMeta, T> part) {
    return changes.stream().map(change -> part.apply(change.record())).toList();
  }

  private static List<String> keys(Collection<BlobKey> keys) {
    return keys.stream().map(BlobKey::value).toList();
  }
}
