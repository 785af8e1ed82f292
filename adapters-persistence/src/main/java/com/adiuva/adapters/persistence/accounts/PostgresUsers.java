package com.adiuva.adapters.persistence.accounts;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.accounts.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// [Users] in PostgreSQL.
public final class PostgresUsers implements Users {
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Database database;

  public PostgresUsers(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(User user) {
    return 1
        == database.with(handle ->
            handle
                .createUpdate(
                    """
                    WITH added AS (
                        INSERT INTO users (id, email, password_hash, role, created_at, updated_at)
                        VALUES (:id, :email, :hash, :role, :now, :now)
                        ON CONFLICT (email) DO NOTHING
                        RETURNING id
                    )
                    INSERT INTO storage_usage (user_id) SELECT id FROM added
                    """)
                .bind("id", user.id().value())
                .bind("email", user.email().value())
                .bind("hash", user.passwordHash())
                .bind("role", user.role().wireName())
                .bind("now", user.createdAt())
                .execute());
  }

  @Override
  public Optional<User> byEmail(EmailAddress email) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT id, email, role, password_hash, created_at
                  FROM users
                 WHERE email = :email
                """)
            .bind("email", email.value())
            .map(PostgresUsers::user)
            .findOne());
  }

  @Override
  public Optional<User> byId(UserId id) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT id, email, role, password_hash, created_at
                  FROM users
                 WHERE id = :id
                """)
            .bind("id", id.value())
            .map(PostgresUsers::user)
            .findOne());
  }

  @Override
  public List<User> all(@Nullable UserId after, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT id, email, role, password_hash, created_at
                  FROM users
                 WHERE id > :after
                 ORDER BY id
                 LIMIT :limit
                """)
            .bind("after", after == null ? BEFORE_ALL : after.value())
            .bind("limit", limit)
            .map(PostgresUsers::user)
            .list());
  }

  @Override
  public boolean setRole(UserId id, Role role, Instant now) {
    return 1
        == database.with(handle ->
            handle
                .createUpdate("UPDATE users SET role = :role, updated_at = :now WHERE id = :id")
                .bind("id", id.value())
                .bind("role", role.wireName())
                .bind("now", now)
                .execute());
  }

  @Override
  public boolean upgradePasswordHash(UserId id, String oldHash, String newHash) {
    return 1
        == database.with(handle ->
            handle
                .createUpdate(
                    """
                    UPDATE users
                       SET password_hash = :new
                     WHERE id = :id AND password_hash = :old
                    """)
                .bind("id", id.value())
                .bind("old", oldHash)
                .bind("new", newHash)
                .execute());
  }

  @Override
  public boolean changePassword(
      UserId id, String oldHash, String newHash, SessionId keep, Instant now) {
    return database.inTransaction(handle -> {
      int changed =
          handle
              .createUpdate(
                  """
                  UPDATE users
                     SET password_hash = :new, updated_at = :now
                   WHERE id = :id AND password_hash = :old
                  """)
              .bind("id", id.value())
              .bind("old", oldHash)
              .bind("new", newHash)
              .bind("now", now)
              .execute();
      if (changed == 0) {
        return false;
      }
      // A statement of its own, so that it sees a session which was being started under the
      // row lock the first one waited for.
      handle
          .createUpdate(
              """
              UPDATE sessions
                 SET ended_at = :now
               WHERE user_id = :id AND id <> :keep AND ended_at IS NULL
              """)
          .bind("id", id.value())
          .bind("keep", keep.value())
          .bind("now", now)
          .execute();
      return true;
    });
  }

  /// What the user stored, and what he subscribed to, goes later, by the entries that are left for
  /// it; they are due at once by any clock.
  @Override
  public boolean erase(UserId id) {
    return 1
        == database.inTransaction(handle ->
            handle
                .createUpdate(
                    """
                    WITH erased AS (
                        DELETE FROM users WHERE id = :id RETURNING id, stripe_customer_id
                    ), unbilled AS (
                        INSERT INTO billing_events
                               (id, type, customer_id, received_at, due_at)
                        SELECT 'erased_' || stripe_customer_id, 'adiuva.account.erased',
                               stripe_customer_id, now(), 'epoch'
                          FROM erased
                         WHERE stripe_customer_id IS NOT NULL
                        ON CONFLICT (id) DO NOTHING
                    )
                    INSERT INTO blob_removals (kind, target, due_at)
                    SELECT 'erase', id, 'epoch' FROM erased
                    """)
                .bind("id", id.value())
                .execute());
  }

  private static User user(ResultSet row, StatementContext context) throws SQLException {
    return new User(
        new UserId(row.getObject("id", UUID.class)),
        new EmailAddress(row.getString("email")),
        Role.ofWireName(row.getString("role")),
        row.getString("password_hash"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
