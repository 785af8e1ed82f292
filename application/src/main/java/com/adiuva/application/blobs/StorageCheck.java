package com.adiuva.application.blobs;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.StoredBlob;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.limits.StorageAudit;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares rows, ledger and blobs, also beside a server at work: what seems wrong is looked at
/// again before it is said.
public final class StorageCheck {
  private static final int PAGE = 500;

  private final StorageAudit audit;
  private final BlobStore blobs;
  private final Clock clock;

  public StorageCheck(StorageAudit audit, BlobStore blobs, Clock clock) {
    this.audit = audit;
    this.blobs = blobs;
    this.clock = clock;
  }

  /// Something that should not be.
  public sealed interface Difference {

    /// The ledger has not what rows and reservations add up to. Can be repaired.
    record WrongLedger(UserId user, StorageArea area, long ledgerBytes, long countedBytes)
        implements Difference {}

    /// The ledger has not the number of records there are. Can be repaired.
    record WrongCount(UserId user, long ledgerRecords, long countedRecords) implements Difference {}

    /// A row refers to bytes that are not there. Only a copy from elsewhere helps.
    record MissingBlob(BlobKey key) implements Difference {}

    /// A row says another number of bytes than there are.
    record WrongSize(BlobKey key, long rowBytes, long storedBytes) implements Difference {}

    /// Nothing knows of these bytes. Can be removed.
    record UnknownBlob(BlobKey key, long storedBytes) implements Difference {}
  }

  /// Looks at everything.
  ///
  /// @param repair whether to set right what can be: the ledger, and unknown blobs are queued for
  ///   removal
  /// @param found hears of each difference
  /// @return how many there were
  /// @throws com.adiuva.domain.shared.ProblemException when database or blob store do not answer
  public int run(boolean repair, Consumer<Difference> found) {
    int[] count = {0};
    Consumer<Difference> counted =
        difference -> {
          count[0]++;
          found.accept(difference);
        };
    Optional<UserId> last = Optional.empty();
    for (List<UserId> page = audit.users(last, PAGE);
        !page.isEmpty();
        page = audit.users(last, PAGE)) {
      for (UserId user : page) {
        compareBooks(user, repair, counted);
        compareRows(user, counted);
      }
      last = Optional.of(page.get(page.size() - 1));
    }
    findUnknown(repair, counted);
    return count[0];
  }

  private void compareBooks(UserId user, boolean repair, Consumer<Difference> found) {
    StorageAudit.Books books = audit.books(user);
    if (books.agree()) {
      return;
    }
    for (StorageArea area : StorageArea.values()) {
      long ledger = books.ledger().of(area);
      long rows = books.counted().of(area);
      if (ledger != rows) {
        found.accept(new Difference.WrongLedger(user, area, ledger, rows));
      }
    }
    if (books.records() != books.countedRecords()) {
      found.accept(new Difference.WrongCount(user, books.records(), books.countedRecords()));
    }
    if (repair) {
      audit.correct(user);
    }
  }

  private void compareRows(UserId user, Consumer<Difference> found) {
    Map<BlobKey, Long> sizes = new HashMap<>();
    List<StoredBlob> suspects = new ArrayList<>();
    try (Stream<StoredBlob> stored = blobs.list(BlobKey.prefixOf(user))) {
      stored.forEach(blob -> sizes.put(blob.key(), blob.sizeBytes()));
    }
    Optional<BlobKey> last = Optional.empty();
    for (List<StoredBlob> page = audit.blobs(user, last, PAGE);
        !page.isEmpty();
        page = audit.blobs(user, last, PAGE)) {
      for (StoredBlob row : page) {
        Long size = sizes.get(row.key());
        if (size == null || size != row.sizeBytes()) {
          suspects.add(row); // or stored after we looked
        }
      }
      last = Optional.of(page.get(page.size() - 1).key());
    }
    for (StoredBlob row : suspects) {
      Optional<Long> size = sizeOf(row.key());
      if (size.isPresent() && size.get() != row.sizeBytes()) {
        found.accept(new Difference.WrongSize(row.key(), row.sizeBytes(), size.get()));
      } else if (size.isEmpty() && audit.isReferredTo(user, row.key())) {
        found.accept(new Difference.MissingBlob(row.key()));
      }
    }
  }

  private void findUnknown(boolean repair, Consumer<Difference> found) {
    try (Stream<StoredBlob> stored = blobs.list("")) {
      List<StoredBlob> page = new ArrayList<>();
      for (Iterator<StoredBlob> rest = stored.iterator(); rest.hasNext(); ) {
        page.add(rest.next());
        if (page.size() == PAGE || !rest.hasNext()) {
          findUnknown(page, repair, found);
          page.clear();
        }
      }
    }
  }

  /// Whoever stores a blob says so before, and whoever forgets one says so after: what was listed
  /// and is not known now is gone by now or unknown.
  private void findUnknown(List<StoredBlob> page, boolean repair, Consumer<Difference> found) {
    Set<BlobKey> known =
        audit.known(page.stream().map(StoredBlob::key).collect(Collectors.toList()));
    for (StoredBlob blob : page) {
      if (!known.contains(blob.key()) && sizeOf(blob.key()).isPresent()) {
        found.accept(new Difference.UnknownBlob(blob.key(), blob.sizeBytes()));
        if (repair) {
          audit.removeUnknown(blob.key(), clock.instant());
        }
      }
    }
  }

  private Optional<Long> sizeOf(BlobKey key) {
    String parent = key.value().substring(0, key.value().lastIndexOf('/') + 1);
    try (Stream<StoredBlob> stored = blobs.list(parent)) {
      return stored.filter(blob -> blob.key().equals(key)).map(StoredBlob::sizeBytes).findFirst();
    }
  }
}
