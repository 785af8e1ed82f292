package com.adiuva.adapters.persistence.blobs;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobOutbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/// [BlobOutbox] in PostgreSQL.
public final class PostgresBlobOutbox implements BlobOutbox {
  private final Database database;

  public PostgresBlobOutbox(Database database) {
    this.database = database;
  }

  /// Users whose bytes somebody is changing at the moment are skipped with their notes: their rows
  /// are always taken before the notes. Notes of users who are gone have no row to take.
  @Override
  public int expirePending(Instant now, int limit) {
    return database.with(handle ->
        handle
            .createQuery(
                """
                WITH due AS MATERIALIZED (
                    SELECT blob_key, user_id
                      FROM pending_blobs
                     WHERE expires_at <= :now
                     ORDER BY expires_at
                     LIMIT :limit
                ), owners AS MATERIALIZED (
                    SELECT user_id
                      FROM storage_usage
                     WHERE user_id IN (SELECT user_id FROM due)
                       FOR UPDATE SKIP LOCKED
                ), expired AS MATERIALIZED (
                    SELECT p.blob_key
                      FROM due d
                      JOIN pending_blobs p ON p.blob_key = d.blob_key
                     WHERE p.expires_at <= :now
                       AND (p.user_id IN (SELECT user_id FROM owners)
                            OR NOT EXISTS (
                               SELECT FROM storage_usage u WHERE u.user_id = p.user_id))
                       FOR UPDATE OF p SKIP LOCKED
                ), gone AS (
                    DELETE FROM pending_blobs p
                     USING expired e
                     WHERE p.blob_key = e.blob_key
                    RETURNING p.blob_key, p.user_id, p.area, p.bytes
                ), freed AS (
                    UPDATE storage_usage u
                       SET storage_bytes = greatest(0, u.storage_bytes - g.storage),
                           backup_bytes = greatest(0, u.backup_bytes - g.backup)
                      FROM (SELECT user_id,
                                   CAST(sum(CASE area WHEN 'storage' THEN bytes ELSE 0 END)
                                       AS bigint) AS storage,
                                   CAST(sum(CASE area WHEN 'backup' THEN bytes ELSE 0 END)
                                       AS bigint) AS backup
                              FROM gone
                             GROUP BY user_id) g
                     WHERE u.user_id = g.user_id
                ), queued AS (
                    INSERT INTO blob_removals (kind, target, due_at)
                    SELECT 'abandon', blob_key, :now FROM gone
                )
                SELECT count(*) FROM gone
                """)
            .bind("now", now)
            .bind("limit", limit)
            .mapTo(Integer.class)
            .one());
  }

  @Override
  public List<Entry> claim(Instant now, Instant lease, int limit) {
    return database.with(handle ->
        handle
            .createQuery(
                """
                WITH due AS MATERIALIZED (
                    SELECT id, due_at, attempts
                      FROM blob_removals
                     WHERE due_at <= :now
                     ORDER BY due_at
                     LIMIT :limit
                       FOR UPDATE SKIP LOCKED
                ), claimed AS (
                    UPDATE blob_removals r
                       SET due_at = :lease, attempts = r.attempts + 1
                      FROM due d
                     WHERE r.id = d.id
                    RETURNING r.id, r.kind, r.target, d.attempts, d.due_at
                )
                SELECT id, kind, target, attempts FROM claimed ORDER BY due_at, id
                """)
            .bind("now", now)
            .bind("lease", lease)
            .bind("limit", limit)
            .map(PostgresBlobOutbox::entry)
            .list());
  }

  @Override
  public void done(List<UUID> entries) {
    database.with(handle ->
        handle
            .createUpdate("DELETE FROM blob_removals WHERE id = ANY(:ids)")
            .bindArray("ids", UUID.class, entries)
            .execute());
  }

  @Override
  public void retryAt(UUID entry, Instant due) {
    database.with(handle ->
        handle
            .createUpdate("UPDATE blob_removals SET due_at = :due WHERE id = :id")
            .bind("due", due)
            .bind("id", entry)
            .execute());
  }

  /// A put of theirs may still be running, so the notes become entries for when their time is over.
  @Override
  public boolean purgeRows(UserId user, int limit) {
    return database.with(handle ->
        handle
            .createQuery(
                """
                WITH records AS (
                    DELETE FROM storage_records
                     WHERE user_id = :user AND id = ANY(ARRAY(
                           SELECT id FROM storage_records WHERE user_id = :user LIMIT :limit))
                    RETURNING 1
                ), vectors AS (
                    DELETE FROM storage_vectors
                     WHERE user_id = :user AND client_id = ANY(ARRAY(
                           SELECT client_id FROM storage_vectors
                            WHERE user_id = :user LIMIT :limit))
                    RETURNING 1
                ), backups AS (
                    DELETE FROM backup_metadata
                     WHERE id = ANY(ARRAY(
                           SELECT id FROM backup_metadata WHERE user_id = :user LIMIT :limit))
                    RETURNING 1
                ), notes AS (
                    DELETE FROM pending_blobs
                     WHERE blob_key = ANY(ARRAY(
                           SELECT blob_key FROM pending_blobs
                            WHERE user_id = :user LIMIT :limit
                              FOR UPDATE SKIP LOCKED))
                    RETURNING blob_key, expires_at
                ), queued AS (
                    INSERT INTO blob_removals (kind, target, due_at)
                    SELECT 'abandon', blob_key, expires_at FROM notes
                )
                SELECT greatest((SELECT count(*) FROM records), (SELECT count(*) FROM vectors),
                                (SELECT count(*) FROM backups), (SELECT count(*) FROM notes))
                       >= :limit
                """)
            .bind("user", user.value())
            .bind("limit", limit)
            .mapTo(Boolean.class)
            .one());
  }

  private static Entry entry(ResultSet row, StatementContext context) throws SQLException {
    String target = row.getString("target");
    Removal removal =
        switch (row.getString("kind")) {
          case "delete" -> new Removal.Delete(new BlobKey(target));
          case "abandon" -> new Removal.Abandon(new BlobKey(target));
          default -> new Removal.Erase(new UserId(UUID.fromString(target)));
        };
    return new Entry(row.getObject("id", UUID.class), removal, row.getInt("attempts"));
  }
}
