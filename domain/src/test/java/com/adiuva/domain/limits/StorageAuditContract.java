package com.adiuva.domain.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.StoredBlob;
import com.adiuva.domain.limits.StorageLedger.Reservation;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.RecordLimits;
import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.RecordWrite;
import com.adiuva.domain.records.Records;
import com.adiuva.domain.records.TableName;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every [StorageAudit] does.
public interface StorageAuditContract {
  Instant NOW = People.NOON;
  Instant LATER = NOW.plus(Duration.ofMinutes(5));

  StorageAudit audit();

  /// Over the same store, as is the ledger.
  Records records();

  StorageLedger ledger();

  /// Somebody who has stored nothing.
  UserId newUser();

  /// Makes the ledger wrong by that many bytes of storage.
  void miscount(UserId user, long bytes);

  private BlobKey reserve(UserId user, RecordId record, long bytes) {
    BlobKey key = BlobKey.ofRecord(user, "notes", record.value(), UUID.randomUUID());
    assertThat(
            ledger()
                .reserve(
                    user,
                    StorageArea.STORAGE,
                    List.of(new Reservation(key, bytes)),
                    Quota.UNLIMITED,
                    LATER))
        .isTrue();
    return key;
  }

  private BlobKey store(UserId user, RecordId record, long bytes) {
    BlobKey key = reserve(user, record, bytes);
    RecordMeta.Content content = new RecordMeta.Content(key, Checksum.of(new byte[0]), bytes);
    RecordWrite put = new RecordWrite.Put(record, new TableName("notes"), content, null);
    records().commit(user, List.of(put), false, RecordLimits.NONE, NOW, LATER);
    return key;
  }

  private static RecordId newRecord() {
    return new RecordId(UUID.randomUUID());
  }

  @Test
  default void countsRowsAndReservations() {
    UserId user = newUser();
    store(user, newRecord(), 5);
    reserve(user, newRecord(), 7);
    StorageUsage both = new StorageUsage(12, 0);
    assertThat(audit().books(user)).isEqualTo(new StorageAudit.Books(both, both, 1, 1));
    assertThat(audit().correct(user)).isFalse();
  }

  @Test
  default void setsAWrongLedgerRight() {
    UserId user = newUser();
    store(user, newRecord(), 5);
    miscount(user, 100);
    assertThat(audit().books(user).ledger()).isEqualTo(new StorageUsage(105, 0));
    assertThat(audit().correct(user)).isTrue();
    assertThat(audit().books(user).ledger()).isEqualTo(new StorageUsage(5, 0));
    assertThat(ledger().usage(user)).isEqualTo(new StorageUsage(5, 0));
  }

  @Test
  default void pagesThroughAllBlobsOfAUserAndNobodyElses() {
    UserId user = newUser();
    store(newUser(), newRecord(), 1);
    List<StoredBlob> expected = new ArrayList<>();
    expected.add(new StoredBlob(store(user, new RecordId(new UUID(0, 0)), 3), 3));
    for (int i = 0; i < 4; i++) {
      expected.add(new StoredBlob(store(user, newRecord(), i), i));
    }
    List<StoredBlob> found = new ArrayList<>();
    Optional<BlobKey> last = Optional.empty();
    for (List<StoredBlob> page = audit().blobs(user, last, 2);
        !page.isEmpty();
        page = audit().blobs(user, last, 2)) {
      found.addAll(page);
      last = Optional.of(page.get(page.size() - 1).key());
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  default void knowsWhatIsStoredPendingOrToBeRemoved() {
    UserId user = newUser();
    RecordId record = newRecord();
    BlobKey replaced = store(user, record, 1);
    BlobKey stored = store(user, record, 2);
    BlobKey pending = reserve(user, newRecord(), 3);
    BlobKey unknown = BlobKey.ofRecord(user, "notes", record.value(), UUID.randomUUID());
    BlobKey odd = new BlobKey("packages/of-something-else");
    assertThat(audit().known(List.of(replaced, stored, pending, unknown, odd)))
        .isEqualTo(Set.of(replaced, stored, pending));
    assertThat(audit().isReferredTo(user, stored)).isTrue();
    assertThat(audit().isReferredTo(user, replaced)).isFalse();
    assertThat(audit().isReferredTo(newUser(), stored)).isFalse();
  }

  @Test
  default void queuesOnlyWhatNothingKnows() {
    UserId user = newUser();
    BlobKey stored = store(user, newRecord(), 2);
    BlobKey unknown = BlobKey.ofBackup(user, UUID.randomUUID());
    audit().removeUnknown(stored, NOW);
    audit().removeUnknown(unknown, NOW);
    audit().removeUnknown(unknown, NOW);
    assertThat(audit().known(List.of(unknown))).isEqualTo(Set.of(unknown));
    assertThat(audit().isReferredTo(user, stored)).isTrue();
  }

  @Test
  default void pagesThroughUsers() {
    List<UserId> some = Stream.generate(this::newUser).limit(3).toList();
    List<UserId> found = new ArrayList<>();
    Optional<UserId> last = Optional.empty();
    for (List<UserId> page = audit().users(last, 2);
        !page.isEmpty();
        page = audit().users(last, 2)) {
      found.addAll(page);
      last = Optional.of(page.get(page.size() - 1));
    }
    assertThat(found).doesNotHaveDuplicates().containsAll(some);
  }
}
