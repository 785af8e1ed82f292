package com.adiuva.adapters.persistence.idempotency;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.IdempotencyKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// [IdempotencyKeys] in PostgreSQL. Each start sweeps out some keys whose time is over.
public final class PostgresIdempotencyKeys implements IdempotencyKeys {
  private static final int ATTEMPTS = 5;

  private final Database database;

  public PostgresIdempotencyKeys(Database database) {
    this.database = database;
  }

  @Override
  public Start start(UUID owner, String key, Checksum request, Instant now, Instant lease) {
    return database.with(handle -> {
      sweep(handle, now);
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Optional<Start> start = claim(handle, owner, key, request, now, lease);
        if (start.isPresent()) {
          return start.get();
        }
      }
      return new Start.InProgress(); // also for an owner who was erased meanwhile
    });
  }

  /// One statement decides. It says nothing when another call took the key after the statement had
  /// begun: it then can neither take the key nor see that row yet, and is to be asked again.
  private static Optional<Start> claim(
      Handle handle, UUID owner, String key, Checksum request, Instant now, Instant lease) {
    return handle
        .createQuery(
            """
            WITH claimed AS (
                INSERT INTO idempotency_keys AS k (user_id, key, request, expires_at)
                SELECT id, :key, :request, :lease FROM users WHERE id = :owner FOR KEY SHARE
                ON CONFLICT (user_id, key) DO UPDATE
                   SET request = EXCLUDED.request, expires_at = EXCLUDED.expires_at,
                       status = NULL, answer = NULL
                 WHERE k.expires_at <= :now
                RETURNING true
            )
            SELECT true AS fresh, true AS same, NULL AS status, NULL AS answer FROM claimed
            UNION ALL
            SELECT false, request = :request, status, answer
              FROM idempotency_keys
             WHERE user_id = :owner AND key = :key AND expires_at > :now
               AND NOT EXISTS (SELECT FROM claimed)
            """)
        .bind("owner", owner)
        .bind("key", key)
        .bind("request", request.bytes())
        .bind("now", now)
        .bind("lease", lease)
        .map(PostgresIdempotencyKeys::start)
        .findOne();
  }

  /// A few at a time, those another call is at skipped. A statement of its own before any claim, so
  /// that nobody who holds a key waits for another.
  private static void sweep(Handle handle, Instant now) {
    handle
        .createUpdate(
            """
            DELETE FROM idempotency_keys WHERE (user_id, key) IN (
                SELECT user_id, key FROM idempotency_keys
                 WHERE expires_at <= :now
                 ORDER BY expires_at
                 LIMIT 20
                   FOR UPDATE SKIP LOCKED)
            """)
        .bind("now", now)
        .execute();
  }

  @Override
  public void finish(UUID owner, String key, Answer answer, Instant expires) {
    database.with(handle ->
        handle
            .createUpdate(
                """
                UPDATE idempotency_keys
                   SET status = :status, answer = :answer, expires_at = :expires
                 WHERE user_id = :owner AND key = :key AND status IS NULL
                """)
            .bind("owner", owner)
            .bind("key", key)
            .bind("status", answer.status())
            .bind("answer", answer.body())
            .bind("expires", expires)
            .execute());
  }

  @Override
  public void abandon(UUID owner, String key) {
    database.with(handle ->
        handle
            .createUpdate(
                """
                DELETE FROM idempotency_keys
                 WHERE user_id = :owner AND key = :key AND status IS NULL
                """)
            .bind("owner", owner)
            .bind("key", key)
            .execute());
  }

  private static Start start(ResultSet row, StatementContext context) throws SQLException {
    if (row.getBoolean("fresh")) {
      return new Start.Fresh();
    }
    if (!row.getBoolean("same")) {
      return new Start.OtherRequest();
    }
    int status = row.getInt("status");
    return row.wasNull()
        ? new Start.InProgress()
        : new Start.Replay(new Answer(status, row.getString("answer")));
  }
}
