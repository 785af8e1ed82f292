package com.adiuva.adapters.persistence.accounts;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.RefreshOutcome;
import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.accounts.tokens.RefreshRotation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The rotation of refresh tokens within one transaction, which holds the row lock of the presented
/// token from its first statement: racers with one token come one after the other, and the second
/// sees what the first did.
final class RefreshTokens {
  private static final int SALT_BYTES = 32;

  private final CallerRow callerRow;
  private final RandomGenerator random;

  RefreshTokens(CallerRow callerRow, RandomGenerator random) {
    this.callerRow = callerRow;
    this.random = random;
  }

  byte[] newSalt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  RefreshOutcome use(Handle handle, OpaqueToken presented, Instant now, Duration lifetime) {
    Optional<Row> found = lock(handle, presented);
    if (found.isEmpty()) {
      return new RefreshOutcome.Refused();
    }
    Row row = found.get();
    return switch (RefreshRotation.decide(
        row.link.expiresAt, row.link.rotatedAt, row.sessionEnded, now)) {
      case ROTATE -> rotate(handle, row, presented, now, now.plus(lifetime));
      case FOLLOW_SUCCESSORS -> follow(handle, row, presented, now);
      case REVOKE_FAMILY -> revoke(handle, row, now);
      case REFUSE -> new RefreshOutcome.Refused();
    };
  }

  /// Both rows are locked so that both are read as they are after the wait, not as they were
  /// before.
  private Optional<Row> lock(Handle handle, OpaqueToken presented) {
    return handle
        .createQuery(
            """
            SELECT t.id, t.salt, t.expires_at, t.rotated_at, s.ended_at IS NOT NULL AS ended,
                   s.user_id, s.id AS session_id, u.email, u.role,
                   sub.tier, sub.status, sub.seats, sub.past_due_since
              FROM refresh_tokens t
              JOIN sessions s ON s.id = t.family
              JOIN users u ON u.id = s.user_id
              LEFT JOIN subscriptions sub ON sub.user_id = u.id
             WHERE t.token_hash = :hash
               FOR KEY SHARE OF u
               FOR NO KEY UPDATE OF s, t
            """)
        .bind("hash", presented.hash())
        .map((row, context) ->
            new Row(
                row.getObject("id", UUID.class),
                Link.map(row, context),
                row.getBoolean("ended"),
                callerRow.map(row, context)))
        .findOne();
  }

  /// Forgets what expired in this session, too: one that lives on would grow without end.
  private RefreshOutcome rotate(
      Handle handle, Row row, OpaqueToken presented, Instant now, Instant expiresAt) {
    OpaqueToken child = presented.child(row.link.salt);
    handle
        .createUpdate(
            """
            WITH child AS (
                SELECT gen_random_uuid() AS id
            ), rotated AS (
                UPDATE refresh_tokens
                   SET rotated_at = :now, successor = child.id
                  FROM child
                 WHERE refresh_tokens.id = :id
                RETURNING refresh_tokens.user_id, family, successor
            ), used AS (
                UPDATE sessions SET last_used_at = :now WHERE id = :session
            ), expired AS (
                DELETE FROM refresh_tokens WHERE id IN (
                    SELECT id FROM refresh_tokens
                     WHERE family = :session AND expires_at < :since
                       AND rotated_at IS NOT NULL
                     ORDER BY expires_at
                     LIMIT 100
                       FOR UPDATE SKIP LOCKED)
            )
            INSERT INTO refresh_tokens
                   (id, user_id, family, token_hash, salt, expires_at, created_at)
            SELECT successor, user_id, family, :hash, :salt, :expires, :now FROM rotated
            """)
        .bind("id", row.id)
        .bind("session", row.caller.session().value())
        .bind("now", now)
        .bind("since", now.minus(RefreshRotation.GRACE))
        .bind("hash", child.hash())
        .bind("salt", newSalt())
        .bind("expires", expiresAt)
        .execute();
    return new RefreshOutcome.Refreshed(row.caller, child, expiresAt);
  }

  /// The tokens between the presented one and the unused one were all rotated within its grace, so
  /// they are few.
  private RefreshOutcome follow(Handle handle, Row row, OpaqueToken presented, Instant now) {
    List<Link> chain =
        handle
            .createQuery(
                """
                WITH RECURSIVE chain AS (
                    SELECT salt, expires_at, rotated_at, successor, 0 AS depth
                      FROM refresh_tokens
                     WHERE id = :id
                    UNION ALL
                    SELECT t.salt, t.expires_at, t.rotated_at, t.successor, chain.depth + 1
                      FROM chain
                      JOIN refresh_tokens t ON t.id = chain.successor
                )
                SELECT salt, expires_at, rotated_at FROM chain ORDER BY depth
                """)
            .bind("id", row.id)
            .map(Link::map)
            .list();
    OpaqueToken token = presented;
    for (Link link : chain) {
      if (link.rotatedAt == null) {
        return now.isBefore(link.expiresAt)
            ? new RefreshOutcome.Refreshed(row.caller, token, link.expiresAt)
            : new RefreshOutcome.Refused();
      }
      token = token.child(link.salt);
    }
    return new RefreshOutcome.Refused();
  }

  private static RefreshOutcome revoke(Handle handle, Row row, Instant now) {
    handle
        .createUpdate("UPDATE sessions SET ended_at = :now WHERE id = :session")
        .bind("session", row.caller.session().value())
        .bind("now", now)
        .execute();
    return new RefreshOutcome.Reused(row.caller.id(), row.caller.session());
  }

  private record Row(UUID id, Link link, boolean sessionEnded, Caller caller) {}

  /// What one token of a chain knows.
  private static final class Link {
    final byte[] salt;
    final Instant expiresAt;
    final @Nullable Instant rotatedAt;

    private Link(byte[] salt, Instant expiresAt, @Nullable Instant rotatedAt) {
      this.salt = salt;
      this.expiresAt = expiresAt;
      this.rotatedAt = rotatedAt;
    }

    static Link map(ResultSet row, StatementContext context) throws SQLException {
      OffsetDateTime rotatedAt = row.getObject("rotated_at", OffsetDateTime.class);
      return new Link(
          row.getBytes("salt"),
          row.getObject("expires_at", OffsetDateTime.class).toInstant(),
          rotatedAt == null ? null : rotatedAt.toInstant());
    }
  }
}
