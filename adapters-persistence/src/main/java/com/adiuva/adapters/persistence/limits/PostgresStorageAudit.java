package com.adiuva.adapters.persistence.limits;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.StoredBlob;
import com.adiuva.domain.limits.StorageAudit;
import com.adiuva.domain.limits.StorageUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

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
                          WHERE user_id = :user AND area = 'backup'), 0) AS backup,
             (SELECT count(*) FROM storage_records
               WHERE user_id = :user AND deleted_at IS NULL) AS records
      """;

  private static final String ASKED =
      "unnest(:keys, :users, :records, :backups) AS asked (key, owner, record, backup)";

  /// Whether the blob `key` is accounted for; each look is by an index.
  private static final String KNOWN =
      """
      (EXISTS (SELECT FROM pending_blobs WHERE blob_key = key)
       OR EXISTS (SELECT FROM storage_records
                   WHERE user_id = owner AND id = record AND blob_key = key
                     AND deleted_at IS NULL)
       OR EXISTS (SELECT FROM backup_metadata
                   WHERE id = backup AND user_id = owner AND blob_key = key)
       OR EXISTS (SELECT FROM blob_removals WHERE target IN (key, owner::text)))
      """;

  private static final UUID FIRST = new UUID(0, 0);

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
                "SELECT storage_bytes, backup_bytes, record_count, storage, backup, records"
                    + " FROM storage_usage, ("
                    + COUNTED
                    + ") AS counted WHERE user_id = :user")
            .bind("user", user.value())
            .map((row, context) ->
                new Books(
                    new StorageUsage(row.getLong("storage_bytes"), row.getLong("backup_bytes")),
                    new StorageUsage(row.getLong("storage"), row.getLong("backup")),
                    row.getLong("record_count"),
                    row.getLong("records")))
            .findOne()
            .orElse(new Books(new StorageUsage(0, 0), new StorageUsage(0, 0), 0, 0)));
  }

  /// First records, then backups, each in the order of their ids, which both have an index for.
  @Override
  public List<StoredBlob> blobs(UserId user, Optional<BlobKey> after, int limit) {
    KeyParts last = after.map(KeyParts::of).orElse(new KeyParts(null, FIRST, null));
    return database.read(handle -> {
      List<StoredBlob> page = new ArrayList<>();
      if (last.record() != null) {
        page.addAll(
            page(
                handle,
                """
                SELECT blob_key, size_bytes FROM storage_records
                 WHERE user_id = :user AND id >= :after AND blob_key <> :last AND deleted_at IS NULL
                 ORDER BY id LIMIT :limit
                """,
                user,
                last.record(),
                after,
                limit));
      }
      if (page.size() < limit) {
        UUID backup = last.backup();
        page.addAll(
            page(
                handle,
                """
                SELECT blob_key, size_bytes FROM backup_metadata
                 WHERE user_id = :user AND id >= :after AND blob_key <> :last
                 ORDER BY id LIMIT :limit
                """,
                user,
                backup == null ? FIRST : backup,
                after,
                limit - page.size()));
      }
      return page;
    });
  }

  private static List<StoredBlob> page(
      Handle handle, String sql, UserId user, UUID after, Optional<BlobKey> last, int limit) {
    return handle
        .createQuery(sql)
        .bind("user", user.value())
        .bind("after", after)
        .bind("last", last.map(BlobKey::value).orElse(""))
        .bind("limit", limit)
        .map((row, context) ->
            new StoredBlob(new BlobKey(row.getString("blob_key")), row.getLong("size_bytes")))
        .list();
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
    return database.read(handle ->
        new HashSet<>(
            bindKeys(handle.createQuery("SELECT key FROM " + ASKED + " WHERE " + KNOWN), keys)
                .mapTo(String.class)
                .map(BlobKey::new)
                .list()));
  }

  /// What a key says about where to look for it.
  ///
  /// @param user null when it does not begin with a user's id
  /// @param record null when it is not a record's
  /// @param backup null when it is not a backup's
  private record KeyParts(@Nullable UUID user, @Nullable UUID record, @Nullable UUID backup) {
    static KeyParts of(BlobKey key) {
      List<String> parts = List.of(key.value().split("/", -1));
      return new KeyParts(
          uuid(parts.getFirst()),
          parts.size() == 4 ? uuid(parts.get(2)) : null,
          parts.size() == 3 ? uuid(parts.get(2)) : null);
    }

    private static @Nullable UUID uuid(String text) {
      try {
        return UUID.fromString(text);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
  }

  private static <T extends SqlStatement<T>> T bindKeys(T statement, Collection<BlobKey> keys) {
    List<KeyParts> parts = keys.stream().map(KeyParts::of).toList();
    return statement
        .bind("keys", keys.stream().map(BlobKey::value).toArray(String[]::new))
        .bind("users", parts.stream().map(KeyParts::user).toArray(UUID[]::new))
        .bind("records", parts.stream().map(KeyParts::record).toArray(UUID[]::new))
        .bind("backups", parts.stream().map(KeyParts::backup).toArray(UUID[]::new));
  }

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
                  "UPDATE storage_usage SET storage_bytes = storage, backup_bytes = backup,"
                      + " record_count = records FROM ("
                      + COUNTED
                      + ") AS counted WHERE user_id = :user"
                      + " AND (storage_bytes, backup_bytes, record_count) <> (storage, backup, records)")
              .bind("user", user.value())
              .execute();
    });
  }

  @Override
  public void removeUnknown(BlobKey key, Instant due) {
    database.with(handle ->
        bindKeys(
                handle.createUpdate(
                    "INSERT INTO blob_removals (kind, target, due_at) SELECT 'delete', key, :due FROM "
                        + ASKED
                        + " WHERE NOT "
                        + KNOWN),
                List.of(key))
            .bind("due", due)
            .execute());
  }
}
