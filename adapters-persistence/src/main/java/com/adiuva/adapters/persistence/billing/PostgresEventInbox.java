package com.adiuva.adapters.persistence.billing;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.EventInbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// [EventInbox] in PostgreSQL. What was settled long ago goes, a little with each that comes:
/// Stripe repeats an event for days, and one that comes back later merely makes us look again.
public final class PostgresEventInbox implements EventInbox {
  private static final Duration KEPT = Duration.ofDays(90);

  private final Database database;

  public PostgresEventInbox(Database database) {
    this.database = database;
  }

  @Override
  public boolean receive(BillingEvent event, Instant now, Instant lease) {
    return 1
        == database.with(handle ->
            handle
                .createUpdate(
                    """
                    WITH old AS (
                        DELETE FROM billing_events WHERE id IN (
                            SELECT id FROM billing_events
                             WHERE settled_at < :since AND type <> 'adiuva.account.erased'
                             ORDER BY settled_at
                             LIMIT 20
                               FOR UPDATE SKIP LOCKED)
                    )
                    INSERT INTO billing_events
                           (id, type, customer_id, received_at, due_at, attempts)
                    VALUES (:id, :type, :customer, :now, :lease, 1)
                    ON CONFLICT (id) DO NOTHING
                    """)
                .bind("since", now.minus(KEPT))
                .bind("id", event.id())
                .bind("type", event.type())
                .bind("customer", event.customerId())
                .bind("now", now)
                .bind("lease", lease)
                .execute());
  }

  @Override
  public List<Entry> claim(Instant now, Instant lease, int limit) {
    return database.with(handle ->
        handle
            .createQuery(
                """
                WITH due AS MATERIALIZED (
                    SELECT id, due_at, attempts
                      FROM billing_events
                     WHERE state = 'pending' AND due_at <= :now
                     ORDER BY due_at
                     LIMIT :limit
                       FOR UPDATE SKIP LOCKED
                ), claimed AS (
                    UPDATE billing_events e
                       SET due_at = :lease, attempts = e.attempts + 1
                      FROM due d
                     WHERE e.id = d.id
                    RETURNING e.id, e.type, e.customer_id, d.attempts, d.due_at
                )
                SELECT id, type, customer_id, attempts FROM claimed ORDER BY due_at, id
                """)
            .bind("now", now)
            .bind("lease", lease)
            .bind("limit", limit)
            .map((row, context) -> new Entry(event(row), row.getInt("attempts")))
            .list());
  }

  @Override
  public void done(String eventId, Instant now) {
    settle(eventId, State.DONE, now);
  }

  @Override
  public void ignore(String eventId, Instant now) {
    settle(eventId, State.IGNORED, now);
  }

  private void settle(String eventId, State state, Instant now) {
    database.with(handle ->
        handle
            .createUpdate(
                """
                UPDATE billing_events
                   SET state = :state, settled_at = :now, due_at = NULL, problem = NULL
                 WHERE id = :id
                """)
            .bind("id", eventId)
            .bind("state", name(state))
            .bind("now", now)
            .execute());
  }

  @Override
  public void retryAt(String eventId, Instant due, String problem) {
    database.with(handle ->
        handle
            .createUpdate(
                """
                UPDATE billing_events
                   SET due_at = :due, problem = :problem
                 WHERE id = :id AND state = 'pending'
                """)
            .bind("id", eventId)
            .bind("due", due)
            .bind("problem", problem)
            .execute());
  }

  @Override
  public boolean wasErased(String customerId) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT EXISTS (
                    SELECT FROM billing_events
                     WHERE customer_id = :customer AND type = 'adiuva.account.erased')
                """)
            .bind("customer", customerId)
            .mapTo(Boolean.class)
            .one());
  }

  @Override
  public List<Line> newest(@Nullable State state, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT id, type, customer_id, state, received_at, attempts, problem, due_at
                  FROM billing_events
                 WHERE CAST(:state AS text) IS NULL OR state = :state
                 ORDER BY received_at DESC, id
                 LIMIT :limit
                """)
            .bind("state", state == null ? null : name(state))
            .bind("limit", limit)
            .map(PostgresEventInbox::line)
            .list());
  }

  private static Line line(ResultSet row, StatementContext context) throws SQLException {
    return new Line(
        event(row),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getInt("attempts"),
        row.getString("problem"),
        AccountRow.instant(row, "due_at"));
  }

  private static BillingEvent event(ResultSet row) throws SQLException {
    return new BillingEvent(
        row.getString("id"), row.getString("type"), row.getString("customer_id"));
  }

  private static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
