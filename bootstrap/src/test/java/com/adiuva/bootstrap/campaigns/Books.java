package com.adiuva.bootstrap.campaigns;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.adapters.persistence.shared.DatabaseSettings;
import com.adiuva.adapters.persistence.shared.DatabaseUrl;
import com.adiuva.adapters.persistence.shared.EmbeddedDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/// What the database says of a user's bytes, read beside the server.
public final class Books implements AutoCloseable {
  private static final String PLANTED = "/campaign/planted";

  private static final DatabaseSettings PATIENT =
      new DatabaseSettings(
          2,
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(18),
          Duration.ofSeconds(16),
          Duration.ofSeconds(20));

  private final Database database;

  private Books(Database database) {
    this.database = database;
  }

  public static Books of(DatabaseUrl url) {
    return new Books(Database.open(url, PATIENT));
  }

  /// Reads the database of a server process that keeps it under `dataDir`.
  static Books besideServer(Path dataDir) {
    return of(EmbeddedDatabase.attach(dataDir).orElseThrow());
  }

  /// What another server process needs to use the same database.
  static String databaseUrlOf(Path dataDir) {
    DatabaseUrl url = EmbeddedDatabase.attach(dataDir).orElseThrow();
    return "postgresql://%s:%s@%s/%s"
        .formatted(encoded(url.user()), encoded(url.password()), url.hosts(), url.database());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// In one snapshot: what is counted for records and vectors, what their rows add up to, and what
  /// is reserved.
  record Snapshot(long ledger, long rows, long reserved) {}

  Snapshot snapshot(UUID user) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT u.storage_bytes,
                       (SELECT CAST(coalesce(sum(size_bytes), 0) AS bigint) FROM storage_records r
                         WHERE r.user_id = u.user_id AND deleted_at IS NULL),
                       (SELECT CAST(coalesce(sum(bytes), 0) AS bigint) FROM pending_blobs p
                         WHERE p.user_id = u.user_id AND area = 'storage')
                  FROM storage_usage u
                 WHERE u.user_id = :user
                """)
            .bind("user", user)
            .map((row, context) -> new Snapshot(row.getLong(1), row.getLong(2), row.getLong(3)))
            .one());
  }

  /// Reserves bytes as if an upload were under way that never ends.
  void plant(UUID user, long bytes) {
    database.with(handle ->
        handle
            .createUpdate(
                """
                WITH counted AS (
                    UPDATE storage_usage SET storage_bytes = storage_bytes + :bytes
                     WHERE user_id = :user)
                INSERT INTO pending_blobs (blob_key, user_id, area, bytes, expires_at)
                VALUES (:key, :user, 'storage', :bytes, now() + interval '1 day')
                """)
            .bind("user", user)
            .bind("key", user + PLANTED)
            .bind("bytes", bytes)
            .execute());
  }

  /// Takes the planted bytes away again.
  void unplant(UUID user) {
    database.with(handle ->
        handle
            .createUpdate(
                """
                WITH gone AS (
                    DELETE FROM pending_blobs WHERE blob_key = :key RETURNING bytes)
                UPDATE storage_usage SET storage_bytes = storage_bytes - gone.bytes
                  FROM gone WHERE user_id = :user
                """)
            .bind("user", user)
            .bind("key", user + PLANTED)
            .execute());
  }

  /// How many uploads are noted as under way, of anybody.
  long pending() {
    return count("SELECT count(*) FROM pending_blobs");
  }

  /// How many blobs are to be removed by now, or being removed: whoever claims one puts it off.
  long due() {
    return count("SELECT count(*) FROM blob_removals WHERE due_at <= now() OR attempts > 0");
  }

  /// How many blobs are to be removed at any time.
  long removals() {
    return count("SELECT count(*) FROM blob_removals");
  }

  /// How many blobs rows refer to.
  long blobs() {
    return count(
        """
        SELECT (SELECT count(*) FROM storage_records WHERE deleted_at IS NULL)
             + (SELECT count(*) FROM backup_metadata)
        """);
  }

  private long count(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  @Override
  public void close() {
    database.close();
  }
}
