package com.adiuva.adapters.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.User;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeadSessionsTest {
  private static final int SESSIONS = 50;
  private static final int USED_TOKENS = 100;
  private static final Instant LATER = People.NOON.plus(Duration.ofDays(2));

  @AutoClose private static final TestDatabase database = TestDatabase.patient();

  /// Sessions of a user, all dead at `LATER`, each with its chain of tokens.
  @BeforeEach
  void fill() {
    database.clear();
    User user = People.somebody();
    new PostgresUsers(database.database()).add(user);
    database.execute(
        """
        WITH started AS (
            INSERT INTO sessions (id, user_id, created_at, last_used_at)
            SELECT gen_random_uuid(), ?, noon, noon
              FROM generate_series(1, ?), CAST(? AS timestamptz) AS noon
            RETURNING id, user_id, created_at
        )
        INSERT INTO refresh_tokens
               (user_id, family, token_hash, salt, rotated_at, expires_at, created_at)
        SELECT user_id, id, sha256(CAST(id || ' ' || i AS bytea)), sha256(''),
               CASE WHEN i > 0 THEN created_at END, created_at, created_at
          FROM started, generate_series(0, ?) AS i
        """,
        user.id().value(),
        SESSIONS,
        People.NOON.toString(),
        USED_TOKENS);
    database.execute(
        """
        UPDATE refresh_tokens t SET successor = s.id
          FROM refresh_tokens s
         WHERE s.family = t.family AND s.rotated_at IS NULL AND t.rotated_at IS NOT NULL
        """);
    database.execute("ANALYZE");
  }

  @Test
  void sweepsABoundedPartAndInTheEndAll() {
    int tokens = count("refresh_tokens");
    sweep();
    assertThat(tokens - count("refresh_tokens")).isBetween(1, 520);
    for (int i = 0; i < 20; i++) {
      sweep();
    }
    assertThat(count("sessions")).isZero();
    assertThat(count("refresh_tokens")).isZero();
  }

  @Test
  void leavesTheLivingAlone() {
    database.execute(
        "UPDATE refresh_tokens SET expires_at = CAST(? AS timestamptz) WHERE rotated_at IS NULL",
        LATER.minus(Duration.ofHours(23)).toString());
    sweep();
    assertThat(count("sessions")).isEqualTo(SESSIONS);
  }

  /// Neither what the sweep looks for nor what falls with a session is found by reading all tokens.
  @Test
  void readsNoWholeTable() {
    addLivingSessions();
    database
        .database()
        .inTransaction(handle -> {
          long before = wholeReads(handle);
          DeadSessions.sweep(handle, LATER);
          handle.execute("DELETE FROM sessions WHERE id = (SELECT id FROM sessions LIMIT 1)");
          // the subquery above is the one read that starts at the first row
          assertThat(wholeReads(handle) - before).isLessThanOrEqualTo(1);
          return true;
        });
  }

  /// So many that the dead are few among them.
  private static void addLivingSessions() {
    for (int i = 0; i < 5; i++) {
      database.execute(
          """
          WITH started AS (
              INSERT INTO sessions (id, user_id, created_at, last_used_at)
              SELECT gen_random_uuid(), id, created_at, created_at
                FROM users, generate_series(1, 4000)
              RETURNING id, user_id, created_at
          )
          INSERT INTO refresh_tokens (user_id, family, token_hash, salt, expires_at, created_at)
          SELECT user_id, id, sha256(CAST(id || '' AS bytea)), sha256(''),
                 created_at + interval '30 days', created_at
            FROM started
          """);
    }
    database.execute("ANALYZE");
  }

  private static long wholeReads(Handle handle) {
    return handle
        .createQuery("SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = :table")
        .bind("table", "refresh_tokens")
        .mapTo(Long.class)
        .one();
  }

  private static void sweep() {
    database
        .database()
        .inTransaction(handle -> {
          DeadSessions.sweep(handle, LATER);
          return true;
        });
  }

  private static int count(String table) {
    return database
        .database()
        .with(handle ->
            handle.createQuery("SELECT count(*) FROM " + table).mapTo(Integer.class).one());
  }
}
