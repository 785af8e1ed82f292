package com.adiuva.adapters.persistence.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.persistence.accounts.PostgresUsers;
import com.adiuva.adapters.persistence.blobs.PostgresBlobOutbox;
import com.adiuva.adapters.persistence.limits.PostgresStorageLedger;
import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobOutbox;
import com.adiuva.domain.limits.StorageUsage;
import com.adiuva.domain.records.RecordLimits;
import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.RecordWrite;
import com.adiuva.domain.records.Records;
import com.adiuva.domain.records.WriteOutcome;
import com.adiuva.domain.shared.Quota;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What rows do that no port makes.
final class StorageRowsTest {
  @AutoClose private static final TestDatabase database = TestDatabase.create();

  @Test
  void aPurgeTakesTheRowsOfAllTablesAndNobodyElses() {
    UserId gone = People.somebody().id();
    UserId other = People.somebody().id();
    plant(gone);
    plant(other);
    BlobOutbox outbox = new PostgresBlobOutbox(database.database());
    assertThat(outbox.purgeRows(gone, 4)).isTrue();
    assertThat(count("storage_records", gone)).isEqualTo(6);
    assertThat(count("storage_vectors", gone)).isEqualTo(6);
    assertThat(outbox.purgeRows(gone, 4)).isTrue();
    assertThat(outbox.purgeRows(gone, 4)).isFalse();
    for (String table : new String[] {"storage_records", "storage_vectors", "backup_metadata"}) {
      assertThat(count(table, gone)).isZero();
      assertThat(count(table, other)).isEqualTo(10);
    }
  }

  /// Counted too little by whatever mistake, until the operator has it counted again.
  @Test
  void deletingWorksWhateverTheLedgerSays() {
    User user = People.somebody();
    new PostgresUsers(database.database()).add(user);
    plant(user.id());
    database.execute("UPDATE storage_usage SET record_seq = 10");
    database.execute("UPDATE storage_records SET size_bytes = 10, blob_key = 'a/b'");
    Records records = new PostgresRecords(database.database());
    RecordMeta record = records.changes(user.id(), 0, 1).changes().getFirst().record();
    List<WriteOutcome> outcomes =
        records.commit(
            user.id(),
            List.of(new RecordWrite.Delete(record.id(), null)),
            true,
            new RecordLimits(new Quota(0), 0),
            People.NOON,
            People.NOON);
    assertThat(outcomes).hasOnlyElementsOfType(WriteOutcome.Deleted.class);
    assertThat(new PostgresStorageLedger(database.database()).usage(user.id()))
        .isEqualTo(new StorageUsage(0, 0));
  }

  private static void plant(UserId owner) {
    database.execute(
        """
        INSERT INTO storage_records (id, user_id, table_name, blob_key, checksum, size_bytes,
               version, change_seq, created_at, updated_at)
        SELECT gen_random_uuid(), ?, 't', 'k', sha256(''), 0, 1, i, now(), now()
          FROM generate_series(1, 10) AS i
        """,
        owner.value());
    database.execute(
        """
        INSERT INTO storage_vectors (user_id, client_id, checksum, size_bytes, version,
               change_seq, blob, created_at, updated_at)
        SELECT ?, 'v' || i, sha256(''), 0, 1, i, '', now(), now()
          FROM generate_series(1, 10) AS i
        """,
        owner.value());
    database.execute(
        """
        INSERT INTO backup_metadata (id, user_id, blob_key, version, "timestamp", checksum,
               chunk_count, size_bytes, created_at)
        SELECT gen_random_uuid(), ?, 'k', 1, i, sha256(''), 1, 0, now()
          FROM generate_series(1, 10) AS i
        """,
        owner.value());
  }

  private static int count(String table, UserId owner) {
    return database
        .database()
        .with(handle ->
            handle
                .createQuery("SELECT count(*) FROM " + table + " WHERE user_id = :user")
                .bind("user", owner.value())
                .mapTo(Integer.class)
                .one());
  }
}
