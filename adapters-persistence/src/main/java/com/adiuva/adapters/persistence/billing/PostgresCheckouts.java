package com.adiuva.adapters.persistence.billing;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.Checkout;
import com.adiuva.domain.billing.Checkouts;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/// [Checkouts] in PostgreSQL.
public final class PostgresCheckouts implements Checkouts {
  private final Database database;

  public PostgresCheckouts(Database database) {
    this.database = database;
  }

  /// The row is written in any case, so that it is there to be answered also when another call has
  /// just put it there.
  @Override
  public Checkout begin(Checkout wish, Instant now) {
    return database.with(handle ->
        handle
            .createQuery(
                """
                INSERT INTO checkouts AS c (user_id, id, tier, seats, expires_at)
                SELECT id, :id, :tier, :seats, :expires
                  FROM users
                 WHERE id = :user
                   FOR KEY SHARE
                ON CONFLICT (user_id) DO UPDATE
                   SET (id, tier, seats, session_id, url, expires_at) = (
                       SELECT excluded.id, excluded.tier, excluded.seats, NULL, NULL,
                              excluded.expires_at
                        WHERE c.expires_at <= :now
                       UNION ALL
                       SELECT c.id, c.tier, c.seats, c.session_id, c.url, c.expires_at
                        WHERE c.expires_at > :now)
                RETURNING c.user_id, c.id, c.tier, c.seats, c.session_id, c.url, c.expires_at
                """)
            .bind("user", wish.user().value())
            .bind("id", wish.id())
            .bind("tier", wish.tier().wireName())
            .bind("seats", wish.seats())
            .bind("expires", wish.expiresAt())
            .bind("now", now)
            .map(PostgresCheckouts::checkout)
            .findOne()
            .orElse(wish));
  }

  @Override
  public boolean opened(UUID checkout, Checkout.Page page) {
    return 1
        == database.with(handle ->
            handle
                .createUpdate(
                    "UPDATE checkouts SET session_id = :session, url = :url WHERE id = :id")
                .bind("id", checkout)
                .bind("session", page.sessionId())
                .bind("url", page.url().toString())
                .execute());
  }

  @Override
  public void close(UUID checkout) {
    database.with(handle ->
        handle.createUpdate("DELETE FROM checkouts WHERE id = :id").bind("id", checkout).execute());
  }

  @Override
  public Optional<Checkout> open(UserId user, Instant now) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT user_id, id, tier, seats, session_id, url, expires_at
                  FROM checkouts
                 WHERE user_id = :user AND expires_at > :now
                """)
            .bind("user", user.value())
            .bind("now", now)
            .map(PostgresCheckouts::checkout)
            .findOne());
  }

  private static Checkout checkout(ResultSet row, StatementContext context) throws SQLException {
    String session = row.getString("session_id");
    return new Checkout(
        row.getObject("id", UUID.class),
        new UserId(row.getObject("user_id", UUID.class)),
        Tier.ofWireName(row.getString("tier")),
        row.getInt("seats"),
        session == null ? null : new Checkout.Page(session, URI.create(row.getString("url"))),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }
}
