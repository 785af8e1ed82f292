package com.adiuva.adapters.persistence.limits;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.limits.TokenLedger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// [TokenLedger] in PostgreSQL. What counts against a budget is added up from the rows themselves,
/// so there is no sum that could differ from them.
public final class PostgresTokenLedger implements TokenLedger {
  private final Database database;

  public PostgresTokenLedger(Database database) {
    this.database = database;
  }

  @Override
  public Grant reserve(Reservation reservation, long limit, Instant now) {
    return database.inTransaction(handle -> {
      if (!lock(handle, reservation.user())) {
        return new Grant(0, 0);
      }
      return handle
          .createQuery(
              """
              WITH expired AS (
                  DELETE FROM token_reservations WHERE user_id = :user AND expires_at <= :now
              ), used AS (
                  SELECT CAST(
                      (SELECT coalesce(sum(input_tokens + output_tokens), 0)
                         FROM token_usage
                        WHERE user_id = :user AND day = :day)
                      + (SELECT coalesce(sum(tokens), 0)
                           FROM token_reservations
                          WHERE user_id = :user AND day = :day AND expires_at > :now)
                      AS bigint) AS tokens
              ), reserved AS (
                  INSERT INTO token_reservations (id, user_id, day, tokens, expires_at)
                  SELECT :id, :user, :day, least(:wanted, :limit - used.tokens), :expires
                    FROM used
                   WHERE :least <= :limit - used.tokens
                  RETURNING tokens
              )
              SELECT coalesce((SELECT tokens FROM reserved), 0) AS granted, used.tokens AS used
                FROM used
              """)
          .bind("id", reservation.id())
          .bind("user", reservation.user().value())
          .bind("day", reservation.day())
          .bind("least", reservation.least())
          .bind("wanted", reservation.wanted())
          .bind("expires", reservation.expiresAt())
          .bind("limit", limit)
          .bind("now", now)
          .map((row, context) -> new Grant(row.getLong("granted"), row.getLong("used")))
          .one();
    });
  }

  /// Makes the user's reservations wait for each other: the statement after it sees all that those
  /// before have done. Settling needs no lock, as it takes its reservation away and adds what it
  /// cost at once.
  private static boolean lock(Handle handle, UserId user) {
    return handle
        .createQuery("SELECT true FROM users WHERE id = :user FOR NO KEY UPDATE")
        .bind("user", user.value())
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  /// The commit does not wait for the disk, since an answer waits for it: what a crash of the
  /// database's machine can cost is the last moment's numbers.
  @Override
  public void settle(Spent spent, @Nullable UUID reservation) {
    database.with(handle ->
        handle
            .createUpdate(
                """
                WITH quick AS MATERIALIZED (
                    SELECT set_config('synchronous_commit', 'off', true)
                ), released AS (
                    DELETE FROM token_reservations WHERE id = CAST(:reservation AS uuid)
                )
                INSERT INTO token_usage AS t (user_id, day, model, input_tokens, output_tokens)
                SELECT u.id, :day, :model, :input, :output
                  FROM quick, users u
                 WHERE u.id = :user AND :input + :output > 0
                   FOR KEY SHARE OF u
                ON CONFLICT (user_id, day, model) DO UPDATE
                   SET input_tokens = t.input_tokens + excluded.input_tokens,
                       output_tokens = t.output_tokens + excluded.output_tokens
                """)
            .bind("reservation", reservation)
            .bind("user", spent.user().value())
            .bind("day", spent.day())
            .bind("model", spent.model())
            .bind("input", spent.usage().inputTokens())
            .bind("output", spent.usage().outputTokens())
            .execute());
  }

  /// In one order, so that two servers that note the same users' calls do not wait for each other
  /// in a circle.
  @Override
  public void settle(List<Spent> spent) {
    if (spent.isEmpty()) {
      return;
    }
    database.with(handle ->
        handle
            .createUpdate(
                """
                WITH quick AS MATERIALIZED (
                    SELECT set_config('synchronous_commit', 'off', true)
                )
                INSERT INTO token_usage AS t (user_id, day, model, input_tokens, output_tokens)
                SELECT u.id, CAST(s.day AS date), s.model, s.input, s.output
                  FROM quick,
                       unnest(:users, :days, :models, :inputs, :outputs)
                           AS s (id, day, model, input, output)
                  JOIN users u ON u.id = s.id
                 WHERE s.input + s.output > 0
                 ORDER BY u.id, s.day, s.model
                   FOR KEY SHARE OF u
                ON CONFLICT (user_id, day, model) DO UPDATE
                   SET input_tokens = t.input_tokens + excluded.input_tokens,
                       output_tokens = t.output_tokens + excluded.output_tokens
                """)
            .bindArray("users", UUID.class, each(spent, one -> one.user().value()))
            .bindArray("days", String.class, each(spent, one -> one.day().toString()))
            .bindArray("models", String.class, each(spent, Spent::model))
            .bindArray("inputs", Long.class, each(spent, one -> one.usage().inputTokens()))
            .bindArray("outputs", Long.class, each(spent, one -> one.usage().outputTokens()))
            .execute());
  }

  private static <T> List<T> each(List<Spent> spent, Function<Spent, T> part) {
    return spent.stream().map(part).toList();
  }

  @Override
  public List<DayUsage> usage(UserId user, LocalDate from) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT day, model, input_tokens, output_tokens
                  FROM token_usage
                 WHERE user_id = :user AND day >= :from
                 ORDER BY day DESC, model COLLATE "C"
                """)
            .bind("user", user.value())
            .bind("from", from)
            .map((row, context) ->
                new DayUsage(
                    row.getObject("day", LocalDate.class),
                    row.getString("model"),
                    new Usage(row.getLong("input_tokens"), row.getLong("output_tokens"))))
            .list());
  }
}
