package com.adiuva.adapters.persistence.limits;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.StoredBlob;
import com.adiuva.domain.limits.StorageAudit;
import com.adiuva.domain.limits.StorageUsage;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// [StorageAudit] in PostgreSQL.
public final class PostgresStorageAudit implements StorageAudit {
  /// What rows and reservations of a user add up to.
  private static final String COUNTED =
      """
      SELECT coalesce((SELECT sum(size_bytes) FROM storage_records
                        WHERE user_id = :user AND deleted_at IS NULL), 0)
             + coalesce((SELECT sum(size_bytes) FROM storage_vectors
                          WHERE user_id = :user AND deleted_at IS NULL), 0)
             + coalesce((SELECT sum(bytes) FROM pending_blobs
                          WHERE user_id = :user AND area = 'storage'), 0) AS storage,
             coalesce((SELECT sum(size_bytes) FROM backup_metadata WHERE user_id = :user), 0)
             + coalesce((SELECT sum(bytes) FROM pending_blobs
                          WHERE user_id = :user AND area = 'backup'), 0) AS backup
      """;

  private final Database database;

  public PostgresStorageAudit(Database database) {
    this.database = database;
  }

  @Override
  public List<UserId> users(Optional<UserId> after, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT user_id
                  FROM storage_usage
                 WHERE user_id > coalesce(:after::uuid, '00000000-0000-0000-0000-000000000000')
                 ORDER BY user_id
                 LIMIT :limit
                """)
            .bind("after", after.map(UserId::value).orElse(null))
            .bind("limit", limit)
            .mapTo(UUID.class)
            .map(UserId::new)
            .list());
  }

  @Override
  public Books books(UserId user) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT storage_bytes, backup_bytes, storage, backup"
                    + " FROM storage_usage, ("
                    + COUNTED
                    + ") AS counted WHERE user_id = :user")
            .bind("user", user.value())
            .map((row, context) ->
                new Books(
                    new StorageUsage(row.getLong("storage_bytes"), row.getLong("backup_bytes")),
                    new StorageUsage(row.getLong("storage"), row.getLong("backup"))))
            .findOne()
            .orElse(new Books(new StorageUsage(0, 0), new StorageUsage(0, 0))));
  }

  @Override
  public List<StoredBlob> blobs(UserId user, Optional<BlobKey> after, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT blob_key, size_bytes
                  FROM (SELECT blob_key, size_bytes FROM storage_records
                         WHERE user_id = :user AND deleted_at IS NULL
                        UNION ALL
                        SELECT blob_key, size_bytes FROM backup_metadata
                         WHERE user_id = :user) AS rows
                 WHERE blob_key COLLATE "C" > :after
                 ORDER BY blob_key COLLATE "C"
                 LIMIT :limit
                """)
            .bind("user", user.value())
            .bind("after", after.map(BlobKey::value).orElse(""))
            .bind("limit", limit)
            .map((row, context) ->
                new StoredBlob(new BlobKey(row.getString("blob_key")), row.getLong("size_bytes")))
            .list());
  }

  @Override
  public boolean isReferredTo(UserId user, BlobKey key) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT EXISTS (SELECT FROM storage_records
                                WHERE user_id = :user AND blob_key = :key AND deleted_at IS NULL)
                    OR EXISTS (SELECT FROM backup_metadata
                                WHERE user_id = :user AND blob_key = :key)
                """)
            .bind("user", user.value())
            .bind("key", key.value())
            .mapTo(Boolean.class)
            .one());
  }

  @Override
  public Set<BlobKey> known(Collection<BlobKey> keys) {
    String[] asked = keys.stream().map(BlobKey::value).toArray(String[]::new);
    return database.read(handle ->
        new HashSet<>(
            handle
                .createQuery("SELECT key FROM unnest(:keys) AS key WHERE " + KNOWN)
                .bind("keys", asked)
                .mapTo(String.class)
                .map(BlobKey::new)
                .list()));
  }

  /// Whether the blob `key` is accounted for. Its first segment is its user, a record's third its
  /// record: so each look is by an index.
  private static final String KNOWN =
      """
      (EXISTS (SELECT FROM pending_blobs WHERE blob_key = key)
       OR (split_part(key, '/', 4) <> ''
           AND EXISTS (SELECT FROM storage_records
                        WHERE user_id = split_part(key, '/', 1)::uuid
                          AND id = split_part(key, '/', 3)::uuid
                          AND blob_key = key AND deleted_at IS NULL))
       OR EXISTS (SELECT FROM backup_metadata
                   WHERE user_id = split_part(key, '/', 1)::uuid AND blob_key = key)
       OR EXISTS (SELECT FROM blob_removals WHERE target IN (key, split_part(key, '/', 1))))
      """;

  @Override
  public boolean correct(UserId user) {
    return database.inTransaction(handle -> {
      handle
          .createQuery("SELECT user_id FROM storage_usage WHERE user_id = :user FOR UPDATE")
          .bind("user", user.value())
          .mapTo(UUID.class)
          .findOne();
      return 1
          == handle
              .createUpdate(
                  "UPDATE storage_usage SET storage_bytes = storage, backup_bytes = backup FROM ("
                      + COUNTED
                      + ") AS counted WHERE user_id = :user"
                      + " AND (storage_bytes, backup_bytes) <> (storage, backup)")
              .bind("user", user.value())
              .execute();
    });
  }

  @Override
  public void removeUnknown(BlobKey key, Instant due) {
    database.with(handle ->
        handle
            .createUpdate(
                "INSERT INTO blob_removals (kind, target, due_at)"
                    + " SELECT 'delete', key, :due FROM unnest(:keys) AS key WHERE NOT "
                    + KNOWN)
            .bind("keys", new String[] {key.value()})
            .bind("due", due)
            .execute());
  }
}
