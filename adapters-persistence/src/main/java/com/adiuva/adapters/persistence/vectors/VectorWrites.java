package com.adiuva.adapters.persistence.vectors;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorId;
import com.adiuva.domain.vectors.VectorItem;
import com.adiuva.domain.vectors.Vectors.UpsertOutcome;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// What changes a user's items, inside a transaction that holds the row of what the user has
/// stored: whoever comes next sees all of it, and numbers the next changes.
final class VectorWrites {

  /// The user's row, locked.
  private record Usage(long bytes, long newest) {}

  /// What is there already.
  ///
  /// @param replaced the bytes of the items that are about to be replaced
  /// @param dimension of the embeddings of the others; null when there are none
  private record Existing(long replaced, @Nullable Integer dimension) {}

  private VectorWrites() {}

  static UpsertOutcome upsert(
      Handle handle, UserId user, List<VectorItem> items, Quota quota, Instant now) {
    long size = items.stream().mapToLong(item -> item.blob().size()).sum();
    Optional<Usage> locked = lock(handle, user);
    if (locked.isEmpty()) {
      return new UpsertOutcome.TooMuch(0, size); // erased meanwhile: there is no room any more
    }
    Usage usage = locked.get();
    Existing existing = existing(handle, user, items);
    Integer expected = existing.dimension();
    if (expected != null && dimensions(items).anyMatch(dimension -> dimension != expected)) {
      return new UpsertOutcome.OtherDimension(expected);
    }
    long added = size - existing.replaced();
    if (!quota.allows(usage.bytes(), added)) {
      return new UpsertOutcome.TooMuch(usage.bytes(), added);
    }
    write(handle, user, items, usage.newest(), now);
    settle(handle, user, added, items.size());
    return new UpsertOutcome.Stored(usage.newest() + items.size());
  }

  private static IntStream dimensions(List<VectorItem> items) {
    return items.stream()
        .map(VectorItem::embedding)
        .filter(Objects::nonNull)
        .mapToInt(Embedding::dimension);
  }

  private static Optional<Usage> lock(Handle handle, UserId user) {
    return handle
        .createQuery(
            """
            SELECT storage_bytes, vector_seq
              FROM storage_usage
             WHERE user_id = :user
               FOR UPDATE
            """)
        .bind("user", user.value())
        .map((row, context) -> new Usage(row.getLong("storage_bytes"), row.getLong("vector_seq")))
        .findOne();
  }

  private static Existing existing(Handle handle, UserId user, List<VectorItem> items) {
    return handle
        .createQuery(
            """
            SELECT (SELECT COALESCE(sum(size_bytes), 0) FROM storage_vectors
                     WHERE user_id = :user AND client_id = ANY (:ids)) AS replaced,
                   (SELECT array_length(embedding, 1) FROM storage_vectors
                     WHERE user_id = :user AND client_id <> ALL (:ids)
                       AND embedding IS NOT NULL AND deleted_at IS NULL
                     LIMIT 1) AS dimension
            """)
        .bind("user", user.value())
        .bind("ids", TextArray.of(items.stream().map(VectorItem::id).toList()))
        .map((row, context) ->
            new Existing(row.getLong("replaced"), row.getObject("dimension", Integer.class)))
        .one();
  }

  /// One statement an item, sent together: the rows of one call can be 9 MB, and each statement has
  /// a deadline of its own.
  private static void write(
      Handle handle, UserId user, List<VectorItem> items, long newest, Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO storage_vectors AS v
                   (user_id, client_id, checksum, size_bytes, version, change_seq, blob, embedding,
                    created_at, updated_at)
            VALUES (:user, :id, :checksum, :size, 1, :sequence, :blob, :embedding, :now, :now)
            ON CONFLICT (user_id, client_id) DO UPDATE
               SET checksum = EXCLUDED.checksum, size_bytes = EXCLUDED.size_bytes,
                   version = v.version + 1, change_seq = EXCLUDED.change_seq,
                   blob = EXCLUDED.blob, embedding = EXCLUDED.embedding, deleted_at = NULL,
                   created_at = CASE WHEN v.deleted_at IS NULL
                                     THEN v.created_at ELSE EXCLUDED.created_at END,
                   updated_at = EXCLUDED.updated_at
            """);
    long sequence = newest;
    for (VectorItem item : items) {
      sequence++;
      batch
          .bind("user", user.value())
          .bind("id", item.id().value())
          .bind("checksum", item.blob().checksum().bytes())
          .bind("size", item.blob().size())
          .bind("sequence", sequence)
          .bind("blob", item.blob().bytes())
          .bind("embedding", embedding(item.embedding()))
          .bind("now", now)
          .add();
    }
    batch.execute();
  }

  private static Argument embedding(@Nullable Embedding embedding) {
    return (position, statement, context) -> {
      if (embedding == null) {
        statement.setNull(position, Types.ARRAY, "_float4");
      } else {
        statement.setObject(position, embedding.values());
      }
    };
  }

  private static void settle(Handle handle, UserId user, long addedBytes, int changes) {
    handle
        .createUpdate(
            """
            UPDATE storage_usage
               SET storage_bytes = storage_bytes + :added, vector_seq = vector_seq + :changes
             WHERE user_id = :user
            """)
        .bind("user", user.value())
        .bind("added", addedBytes)
        .bind("changes", changes)
        .execute();
  }

  static long delete(Handle handle, UserId user, Collection<VectorId> ids, Instant now) {
    Optional<Usage> usage = lock(handle, user);
    if (usage.isEmpty()) {
      return 0;
    }
    // The mark an index follows stays; the blob and the numbers go.
    return handle
        .createQuery(
            """
            WITH doomed AS (
                SELECT client_id, size_bytes, row_number() OVER (ORDER BY client_id) AS place
                  FROM storage_vectors
                 WHERE user_id = :user AND client_id = ANY (:ids) AND deleted_at IS NULL
            ), marked AS (
                UPDATE storage_vectors v
                   SET blob = NULL, embedding = NULL, size_bytes = 0, version = v.version + 1,
                       change_seq = :newest + d.place, deleted_at = :now, updated_at = :now
                  FROM doomed d
                 WHERE v.user_id = :user AND v.client_id = d.client_id
            )
            UPDATE storage_usage u
               SET storage_bytes = u.storage_bytes - freed.bytes,
                   vector_seq = u.vector_seq + freed.items
              FROM (SELECT COALESCE(sum(size_bytes), 0) AS bytes, count(*) AS items FROM doomed)
                   AS freed
             WHERE u.user_id = :user
            RETURNING u.vector_seq
            """)
        .bind("user", user.value())
        .bind("ids", TextArray.of(ids))
        .bind("newest", usage.get().newest())
        .bind("now", now)
        .mapTo(Long.class)
        .one();
  }
}
