package com.adiuva.adapters.persistence.accounts;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.RefreshOutcome;
import com.adiuva.domain.accounts.Session;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.Sessions;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.billing.TierPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [Sessions] in PostgreSQL.
public final class PostgresSessions implements Sessions {
  private static final Logger log = LoggerFactory.getLogger(PostgresSessions.class);

  private final Database database;
  private final CallerRow callerRow;
  private final RefreshTokens tokens;

  /// @param tiers says which tier a subscription makes
  /// @param random must be cryptographically strong
  public PostgresSessions(Database database, TierPolicy tiers, RandomGenerator random) {
    this.database = database;
    this.callerRow = new CallerRow(tiers);
    this.tokens = new RefreshTokens(callerRow, random);
  }

  /// Sweeps out some sessions that nothing can revive, while it is there.
  @Override
  public Optional<Caller> start(
      Session session, OpaqueToken first, Instant expiresAt, String passwordHash) {
    return database.inTransaction(handle -> {
      DeadSessions.sweep(handle, session.createdAt());
      return handle
          .createQuery(
              """
              WITH account AS (
                  SELECT id, email, role
                    FROM users
                   WHERE id = :user AND password_hash = :password
                     FOR SHARE
              ), started AS (
                  INSERT INTO sessions (id, user_id, user_agent, created_at, last_used_at)
                  SELECT :session, id, :agent, :created, :used FROM account
              ), token AS (
                  INSERT INTO refresh_tokens
                         (user_id, family, token_hash, salt, expires_at, created_at)
                  SELECT id, :session, :hash, :salt, :expires, :created FROM account
              )
              SELECT a.id AS user_id, CAST(:session AS uuid) AS session_id,
                     a.email, a.role, sub.tier, sub.status, sub.seats, sub.past_due_since
                FROM account a
                LEFT JOIN subscriptions sub ON sub.user_id = a.id
              """)
          .bind("user", session.user().value())
          .bind("password", passwordHash)
          .bind("session", session.id().value())
          .bind("agent", session.userAgent())
          .bind("created", session.createdAt())
          .bind("used", session.lastUsedAt())
          .bind("hash", first.hash())
          .bind("salt", tokens.newSalt())
          .bind("expires", expiresAt)
          .map(callerRow)
          .findOne();
    });
  }

  @Override
  public RefreshOutcome refresh(OpaqueToken presented, Instant now, Duration lifetime) {
    RefreshOutcome outcome =
        database.inTransaction(handle -> tokens.use(handle, presented, now, lifetime));
    if (outcome instanceof RefreshOutcome.Reused reused) {
      log.warn(
          "A used refresh token of user {} was presented again; session {} has been ended",
          reused.user(),
          reused.session());
    }
    return outcome;
  }

  @Override
  public Optional<Caller> caller(UserId user, SessionId session) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT s.user_id, s.id AS session_id, u.email, u.role,
                       sub.tier, sub.status, sub.seats, sub.past_due_since
                  FROM sessions s
                  JOIN users u ON u.id = s.user_id
                  LEFT JOIN subscriptions sub ON sub.user_id = u.id
                 WHERE s.id = :session AND s.user_id = :user AND s.ended_at IS NULL
                """)
            .bind("session", session.value())
            .bind("user", user.value())
            .map(callerRow)
            .findOne());
  }

  @Override
  public List<Session> live(UserId user, Instant now) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT s.id, s.user_id, s.created_at, s.last_used_at, s.user_agent
                  FROM sessions s
                  JOIN refresh_tokens t ON t.family = s.id AND t.rotated_at IS NULL
                 WHERE s.user_id = :user AND s.ended_at IS NULL AND t.expires_at > :now
                 ORDER BY s.last_used_at DESC, s.id
                """)
            .bind("user", user.value())
            .bind("now", now)
            .map(PostgresSessions::session)
            .list());
  }

  @Override
  public boolean end(UserId user, SessionId session, Instant now) {
    return 1
        == database.with(handle ->
            handle
                .createUpdate(
                    """
                    UPDATE sessions
                       SET ended_at = :now
                     WHERE id = :session AND user_id = :user AND ended_at IS NULL
                    """)
                .bind("session", session.value())
                .bind("user", user.value())
                .bind("now", now)
                .execute());
  }

  private static Session session(ResultSet row, StatementContext context) throws SQLException {
    return new Session(
        new SessionId(row.getObject("id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("last_used_at", OffsetDateTime.class).toInstant(),
        row.getString("user_agent"));
  }
}
