package com.adiuva.adapters.persistence.records;

import com.adiuva.adapters.persistence.accounts.PostgresUsers;
import com.adiuva.adapters.persistence.blobs.PostgresBlobOutbox;
import com.adiuva.adapters.persistence.limits.PostgresStorageAudit;
import com.adiuva.adapters.persistence.limits.PostgresStorageLedger;
import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.accounts.Users;
import com.adiuva.domain.blobs.BlobOutbox;
import com.adiuva.domain.blobs.BlobOutboxContract;
import com.adiuva.domain.limits.StorageAudit;
import com.adiuva.domain.limits.StorageAuditContract;
import com.adiuva.domain.limits.StorageLedger;
import com.adiuva.domain.limits.StorageLedgerContract;
import com.adiuva.domain.records.Records;
import com.adiuva.domain.records.RecordsContract;
import com.adiuva.domain.records.RecordsRaceContract;
import org.junit.jupiter.api.AutoClose;

/// The ports that share `storage_usage`, on one database.
final class PostgresStorageTest
    implements StorageLedgerContract,
        StorageAuditContract,
        BlobOutboxContract,
        RecordsContract,
        RecordsRaceContract {
  @AutoClose private static final TestDatabase database = TestDatabase.patient();

  private final Users users = new PostgresUsers(database.database());
  private final Records records = new PostgresRecords(database.database());
  private final StorageLedger ledger = new PostgresStorageLedger(database.database());
  private final StorageAudit audit = new PostgresStorageAudit(database.database());
  private final BlobOutbox outbox = new PostgresBlobOutbox(database.database());

  @Override
  public Records records() {
    return records;
  }

  @Override
  public StorageLedger ledger() {
    return ledger;
  }

  @Override
  public StorageAudit audit() {
    return audit;
  }

  @Override
  public void miscount(UserId user, long bytes) {
    database.execute(
        "UPDATE storage_usage SET storage_bytes = storage_bytes + ? WHERE user_id = ?",
        bytes,
        user.value());
  }

  @Override
  public BlobOutbox outbox() {
    return outbox;
  }

  @Override
  public UserId newUser() {
    User user = People.somebody();
    users.add(user);
    return user.id();
  }

  @Override
  public void erase(UserId user) {
    users.erase(user);
  }
}
