package com.adiuva.adapters.persistence.records;

import com.adiuva.adapters.persistence.accounts.PostgresUsers;
import com.adiuva.adapters.persistence.blobs.PostgresBlobOutbox;
import com.adiuva.adapters.persistence.limits.PostgresStorageLedger;
import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.accounts.Users;
import com.adiuva.domain.blobs.BlobOutbox;
import com.adiuva.domain.blobs.BlobOutboxContract;
import com.adiuva.domain.limits.StorageLedger;
import com.adiuva.domain.limits.StorageLedgerContract;
import com.adiuva.domain.records.Records;
import com.adiuva.domain.records.RecordsContract;
import com.adiuva.domain.records.RecordsRaceContract;
import org.junit.jupiter.api.AutoClose;

/// The three ports on one database.
final class PostgresStorageTest
    implements StorageLedgerContract, BlobOutboxContract, RecordsContract, RecordsRaceContract {
  @AutoClose private static final TestDatabase database = TestDatabase.patient();

  private final Users users = new PostgresUsers(database.database());
  private final Records records = new PostgresRecords(database.database());
  private final StorageLedger ledger = new PostgresStorageLedger(database.database());
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
