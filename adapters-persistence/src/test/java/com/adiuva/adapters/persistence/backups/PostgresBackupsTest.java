package com.adiuva.adapters.persistence.backups;

import com.adiuva.adapters.persistence.accounts.PostgresUsers;
import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.backups.Backups;
import com.adiuva.domain.backups.BackupsContract;
import com.adiuva.domain.blobs.BlobKey;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;

final class PostgresBackupsTest implements BackupsContract {
  @AutoClose private static final TestDatabase database = TestDatabase.patient();

  private final Backups backups = new PostgresBackups(database.database());

  @Override
  public Backups backups() {
    return backups;
  }

  @Override
  public UserId newUser() {
    User user = People.somebody();
    new PostgresUsers(database.database()).add(user);
    return user.id();
  }

  @Override
  public void reserve(UserId user, BlobKey key, long bytes) {
    database.execute(
        """
        WITH counted AS (
            UPDATE storage_usage SET backup_bytes = backup_bytes + ? WHERE user_id = ?)
        INSERT INTO pending_blobs (blob_key, user_id, area, bytes, expires_at)
        VALUES (?, ?, 'backup', ?, now())
        """,
        bytes,
        user.value(),
        key.value(),
        user.value(),
        bytes);
  }

  @Override
  public long usedBytes(UserId user) {
    return database
        .database()
        .read(handle ->
            handle
                .createQuery("SELECT backup_bytes FROM storage_usage WHERE user_id = :user")
                .bind("user", user.value())
                .mapTo(Long.class)
                .one());
  }

  @Override
  public Optional<Instant> removalOf(BlobKey key) {
    return database
        .database()
        .read(handle ->
            handle
                .createQuery(
                    "SELECT due_at FROM blob_removals WHERE kind = 'delete' AND target = :key")
                .bind("key", key.value())
                .mapTo(OffsetDateTime.class)
                .findOne())
        .map(OffsetDateTime::toInstant);
  }
}
