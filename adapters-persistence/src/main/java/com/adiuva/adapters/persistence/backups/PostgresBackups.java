package com.adiuva.adapters.persistence.backups;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.backups.Backup;
import com.adiuva.domain.backups.BackupId;
import com.adiuva.domain.backups.BackupLabel;
import com.adiuva.domain.backups.Backups;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.shared.Checksum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/// [Backups] in PostgreSQL.
public final class PostgresBackups implements Backups {
  private final Database database;

  public PostgresBackups(Database database) {
    this.database = database;
  }

  @Override
  public boolean commit(UserId user, Backup backup) {
    return database.inTransaction(handle -> {
      // First of all, as whoever changes what a user has stored; gone when the user is.
      boolean locked =
          handle
              .createQuery("SELECT true FROM storage_usage WHERE user_id = :user FOR UPDATE")
              .bind("user", user.value())
              .mapTo(Boolean.class)
              .findOne()
              .isPresent();
      return locked
          && 1
              == handle
                  .createUpdate(
                      """
                      WITH noted AS (
                          DELETE FROM pending_blobs
                           WHERE blob_key = :key AND user_id = :user AND area = 'backup'
                          RETURNING bytes
                      ), settled AS (
                          UPDATE storage_usage u
                             SET backup_bytes = u.backup_bytes - n.bytes + :size
                            FROM noted n
                           WHERE u.user_id = :user
                      )
                      INSERT INTO backup_metadata
                             (id, user_id, blob_key, version, "timestamp", checksum, chunk_count,
                              size_bytes, created_at)
                      SELECT :id, :user, :key, :version, :timestamp, :checksum, :chunks, :size, :now
                        FROM noted
                      """)
                  .bind("user", user.value())
                  .bind("id", backup.id().value())
                  .bind("key", backup.key().value())
                  .bind("version", backup.label().version())
                  .bind("timestamp", backup.label().timestamp())
                  .bind("checksum", backup.label().checksum().bytes())
                  .bind("chunks", backup.label().chunkCount())
                  .bind("size", backup.sizeBytes())
                  .bind("now", backup.createdAt())
                  .execute();
    });
  }

  @Override
  public Optional<Backup> latest(UserId user) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT * FROM backup_metadata
                 WHERE user_id = :user
                 ORDER BY "timestamp" DESC, arrival DESC
                 LIMIT 1
                """)
            .bind("user", user.value())
            .map(PostgresBackups::backup)
            .findOne());
  }

  @Override
  public Optional<Backup> find(UserId user, BackupId id) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM backup_metadata WHERE id = :id AND user_id = :user")
            .bind("id", id.value())
            .bind("user", user.value())
            .map(PostgresBackups::backup)
            .findOne());
  }

  @Override
  public List<Backup> history(UserId user) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT * FROM backup_metadata
                 WHERE user_id = :user
                 ORDER BY "timestamp" DESC, arrival DESC
                """)
            .bind("user", user.value())
            .map(PostgresBackups::backup)
            .list());
  }

  @Override
  public boolean delete(UserId user, BackupId id, Instant removeAt) {
    return 1
        == database.with(handle ->
            handle
                .createUpdate(
                    """
                    WITH gone AS (
                        DELETE FROM backup_metadata
                         WHERE id = :id AND user_id = :user
                        RETURNING blob_key, size_bytes
                    ), freed AS (
                        UPDATE storage_usage u
                           SET backup_bytes = u.backup_bytes - g.size_bytes
                          FROM gone g
                         WHERE u.user_id = :user
                    )
                    INSERT INTO blob_removals (kind, target, due_at)
                    SELECT 'delete', blob_key, :due FROM gone
                    """)
                .bind("id", id.value())
                .bind("user", user.value())
                .bind("due", removeAt)
                .execute());
  }

  private static Backup backup(ResultSet row, StatementContext context) throws SQLException {
    return new Backup(
        new BackupId(row.getObject("id", UUID.class)),
        new BackupLabel(
            row.getLong("version"),
            row.getLong("timestamp"),
            Checksum.ofDigest(row.getBytes("checksum")),
            row.getInt("chunk_count")),
        new BlobKey(row.getString("blob_key")),
        row.getLong("size_bytes"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
