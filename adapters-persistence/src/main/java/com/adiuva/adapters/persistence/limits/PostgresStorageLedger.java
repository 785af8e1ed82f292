package com.adiuva.adapters.persistence.limits;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.limits.StorageLedger;
import com.adiuva.domain.limits.StorageUsage;
import com.adiuva.domain.shared.Quota;
import java.time.Instant;
import java.util.List;

/// [StorageLedger] in PostgreSQL. Every statement takes the user's row of `storage_usage` before it
/// touches a note, as whoever else changes notes does, so none waits for another in a circle.
public final class PostgresStorageLedger implements StorageLedger {
  private static final StorageUsage NOTHING = new StorageUsage(0, 0);

  private final Database database;

  public PostgresStorageLedger(Database database) {
    this.database = database;
  }

  @Override
  public StorageUsage usage(UserId user) {
    return database
        .read(handle ->
            handle
                .createQuery(
                    """
                    SELECT storage_bytes, backup_bytes
                      FROM storage_usage
                     WHERE user_id = :user
                    """)
                .bind("user", user.value())
                .map((row, context) ->
                    new StorageUsage(row.getLong("storage_bytes"), row.getLong("backup_bytes")))
                .findOne())
        .orElse(NOTHING);
  }

  @Override
  public boolean reserve(
      UserId user,
      StorageArea area,
      List<Reservation> reservations,
      Quota quota,
      Instant expiresAt) {
    return database.with(handle ->
        handle
            .createQuery(
                """
                WITH reserved AS (
                    UPDATE storage_usage
                       SET storage_bytes = storage_bytes + CASE WHEN :backup THEN 0 ELSE :n END,
                           backup_bytes = backup_bytes + CASE WHEN :backup THEN :n ELSE 0 END
                     WHERE user_id = :user
                       AND (:n = 0
                            OR :n <= :limit
                               - CASE WHEN :backup THEN backup_bytes ELSE storage_bytes END)
                    RETURNING user_id
                ), noted AS (
                    INSERT INTO pending_blobs (blob_key, user_id, area, bytes, expires_at)
                    SELECT n.blob_key, r.user_id, :area, n.bytes, :expires
                      FROM reserved r, unnest(:keys, :bytes) AS n (blob_key, bytes)
                )
                SELECT EXISTS (SELECT FROM reserved)
                """)
            .bind("user", user.value())
            .bind("backup", area == StorageArea.BACKUP)
            .bind("area", nameOf(area))
            .bind(
                "n", reservations.stream().mapToLong(Reservation::bytes).reduce(0, Math::addExact))
            .bind("limit", quota.bytes())
            .bind("expires", expiresAt)
            .bindArray(
                "keys", String.class, keys(reservations.stream().map(Reservation::key).toList()))
            .bindArray("bytes", Long.class, reservations.stream().map(Reservation::bytes).toList())
            .mapTo(Boolean.class)
            .one());
  }

  @Override
  public long extend(
      UserId user, StorageArea area, BlobKey key, long wanted, Quota quota, Instant expiresAt) {
    return database.with(handle ->
        handle
            .createQuery(
                """
                WITH owner AS MATERIALIZED (
                    SELECT user_id,
                           greatest(0, least(:wanted, :limit
                               - CASE WHEN :backup THEN backup_bytes ELSE storage_bytes END))
                               AS granted
                      FROM storage_usage
                     WHERE user_id = :user
                       FOR UPDATE
                ), note AS (
                    UPDATE pending_blobs p
                       SET bytes = p.bytes + o.granted, expires_at = :expires
                      FROM owner o
                     WHERE p.blob_key = :key AND p.user_id = o.user_id AND p.area = :area
                    RETURNING o.user_id, o.granted
                ), counted AS (
                    UPDATE storage_usage u
                       SET storage_bytes =
                               u.storage_bytes + CASE WHEN :backup THEN 0 ELSE note.granted END,
                           backup_bytes =
                               u.backup_bytes + CASE WHEN :backup THEN note.granted ELSE 0 END
                      FROM note
                     WHERE u.user_id = note.user_id
                )
                SELECT granted FROM note
                """)
            .bind("user", user.value())
            .bind("backup", area == StorageArea.BACKUP)
            .bind("area", nameOf(area))
            .bind("key", key.value())
            .bind("wanted", wanted)
            .bind("limit", quota.bytes())
            .bind("expires", expiresAt)
            .mapTo(Long.class)
            .findOne()
            .orElse(-1L));
  }

  @Override
  public void release(UserId user, List<BlobKey> keys, Instant now) {
    if (keys.isEmpty()) {
      return;
    }
    database.with(handle ->
        handle
            .createUpdate(
                """
                WITH owner AS MATERIALIZED (
                    SELECT user_id FROM storage_usage WHERE user_id = :user FOR UPDATE
                ), gone AS (
                    DELETE FROM pending_blobs
                     WHERE blob_key = ANY(:keys) AND user_id = :user
                           -- locks the user's row, if there still is one, before a note
                       AND (SELECT count(*) FROM owner) >= 0
                    RETURNING blob_key, area, bytes
                ), freed AS (
                    UPDATE storage_usage u
                       SET storage_bytes = greatest(0, u.storage_bytes - g.storage),
                           backup_bytes = greatest(0, u.backup_bytes - g.backup)
                      FROM (SELECT CAST(coalesce(sum(bytes) FILTER (WHERE area = 'storage'), 0) AS bigint)
                                       AS storage,
                                   CAST(coalesce(sum(bytes) FILTER (WHERE area = 'backup'), 0) AS bigint)
                                       AS backup
                              FROM gone
                            HAVING count(*) > 0) g
                     WHERE u.user_id = :user
                )
                INSERT INTO blob_removals (kind, target, due_at)
                SELECT 'abandon', blob_key, :now FROM gone
                """)
            .bind("user", user.value())
            .bindArray("keys", String.class, keys(keys))
            .bind("now", now)
            .execute());
  }

  private static List<String> keys(List<BlobKey> keys) {
    return keys.stream().map(BlobKey::value).toList();
  }

  private static String nameOf(StorageArea area) {
    return switch (area) {
      case STORAGE -> "storage";
      case BACKUP -> "backup";
    };
  }
}
