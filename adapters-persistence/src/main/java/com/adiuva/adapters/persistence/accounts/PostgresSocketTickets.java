package com.adiuva.adapters.persistence.accounts;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.SocketTickets;
import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.billing.TierPolicy;
import java.time.Instant;
import java.util.Optional;

/// [SocketTickets] in PostgreSQL.
public final class PostgresSocketTickets implements SocketTickets {
  private final Database database;
  private final CallerRow callerRow;

  /// @param tiers says which tier a subscription makes
  public PostgresSocketTickets(Database database, TierPolicy tiers) {
    this.database = database;
    this.callerRow = new CallerRow(tiers);
  }

  @Override
  public void add(OpaqueToken ticket, Caller caller, Instant now, Instant expiresAt) {
    database.with(handle ->
        handle
            .createUpdate(
                """
                WITH expired AS (
                    DELETE FROM socket_tickets WHERE ticket_hash IN (
                        SELECT ticket_hash FROM socket_tickets
                         WHERE expires_at <= :now
                         LIMIT 100
                           FOR UPDATE SKIP LOCKED)
                )
                INSERT INTO socket_tickets (ticket_hash, session_id, expires_at)
                SELECT :hash, id, :expires FROM sessions WHERE id = :session FOR KEY SHARE
                """)
            .bind("now", now)
            .bind("hash", ticket.hash())
            .bind("expires", expiresAt)
            .bind("session", caller.session().value())
            .execute());
  }

  @Override
  public Optional<Caller> redeem(OpaqueToken ticket, Instant now) {
    return database.with(handle ->
        handle
            .createQuery(
                """
                DELETE FROM socket_tickets k
                 USING sessions s
                  JOIN users u ON u.id = s.user_id
                  LEFT JOIN subscriptions sub ON sub.user_id = u.id
                 WHERE k.ticket_hash = :hash AND k.expires_at > :now
                   AND s.id = k.session_id AND s.ended_at IS NULL
                RETURNING s.user_id, s.id AS session_id, u.email, u.role,
                          sub.tier, sub.status, sub.seats, sub.past_due_since
                """)
            .bind("hash", ticket.hash())
            .bind("now", now)
            .map(callerRow)
            .findOne());
  }
}
