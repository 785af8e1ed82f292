package com.adiuva.domain.records;

import static com.adiuva.domain.records.Shelf.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobOutbox;
import com.adiuva.domain.blobs.Removals;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.limits.StorageLedger;
import com.adiuva.domain.limits.UsageWatch;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.shared.Racers;
import com.adiuva.domain.shared.StorageProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every [Records] does when many are at it.
public interface RecordsRaceContract {
  Records records();

  /// Over the same store.
  StorageLedger ledger();

  /// Over the same store.
  BlobOutbox outbox();

  /// Somebody who has stored nothing.
  UserId newUser();

  private Shelf shelf() {
    return new Shelf(newUser(), records(), ledger());
  }

  @Test
  default void oneOfManyCreatesARecord() throws Exception {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    AtomicInteger size = new AtomicInteger();
    List<WriteOutcome> outcomes =
        Racers.race(16, () -> shelf.commit(shelf.toCreate(id, size.incrementAndGet())));
    assertThat(outcomes.stream().filter(WriteOutcome.Created.class::isInstance)).hasSize(1);
    assertThat(outcomes.stream().filter(WriteOutcome.Refused.class::isInstance)).hasSize(15);
    assertThat(shelf.feed(0).newest()).isEqualTo(1);
    assertThat(shelf.used()).isEqualTo(shelf.stored());
    assertThat(Removals.claim(outbox(), shelf.user(), NOW)).hasSize(15);
  }

  @Test
  default void oneOfManyUpdatesAVersion() throws Exception {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    shelf.create(id, 100);
    AtomicInteger size = new AtomicInteger();
    List<WriteOutcome> outcomes =
        Racers.race(16, () -> shelf.commit(shelf.toUpdate(id, size.incrementAndGet(), Set.of(1L))));
    assertThat(outcomes.stream().filter(WriteOutcome.Updated.class::isInstance)).hasSize(1);
    assertThat(records().find(shelf.user(), id)).get().matches(record -> record.version() == 2);
    assertThat(shelf.used()).isEqualTo(shelf.stored());
  }

  @Test
  default void s09_theLimitOfRecordsHoldsForManyAtOnce() throws Exception {
    Shelf shelf = shelf();
    RecordLimits five = new RecordLimits(Quota.UNLIMITED, 5);
    List<WriteOutcome> outcomes =
        Racers.race(16, () -> shelf.commit(shelf.toCreate(Shelf.newId(), 0), five));
    assertThat(outcomes.stream().filter(WriteOutcome.Created.class::isInstance)).hasSize(5);
    assertThat(outcomes.stream().filter(WriteOutcome.Refused.class::isInstance))
        .containsOnly(new WriteOutcome.Refused(new StorageProblem.TooManyRecords(5)));
    assertThat(records().list(shelf.user(), Optional.empty(), 0, 10).records()).hasSize(5);
  }

  /// Followers read on from where they were while others write; in the end each of them has seen
  /// the last change of every record, and none out of order.
  @Test
  default void followersMissNothing() throws Exception {
    Shelf shelf = shelf();
    List<RecordId> ids = Stream.generate(Shelf::newId).limit(12).toList();
    int writers = 8;
    AtomicInteger parts = new AtomicInteger();
    AtomicInteger writing = new AtomicInteger(writers);
    List<Set<Change>> seen =
        Racers.race(
            writers + 4,
            () -> {
              int part = parts.getAndIncrement();
              if (part >= writers) {
                return Follower.follow(shelf, () -> writing.get() == 0);
              }
              try {
                return write(shelf, ids, new Random(part));
              } finally {
                writing.decrementAndGet();
              }
            });
    Records.Feed feed = shelf.feed(0);
    assertThat(feed.changes()).isNotEmpty();
    assertThat(seen.stream().filter(changes -> !changes.isEmpty()))
        .hasSize(4)
        .allSatisfy(changes -> assertThat(changes).containsAll(feed.changes()));
    assertThat(shelf.used()).isEqualTo(shelf.stored());
  }

  private static Set<Change> write(Shelf shelf, List<RecordId> ids, Random random) {
    for (int i = 0; i < 20; i++) {
      RecordId id = ids.get(random.nextInt(ids.size()));
      RecordId other = ids.get(random.nextInt(ids.size()));
      switch (random.nextInt(4)) {
        case 0 -> shelf.commit(shelf.toCreate(id, random.nextInt(50)));
        case 1 -> shelf.update(id, random.nextInt(50));
        case 2 -> shelf.delete(id);
        default ->
            shelf.commitAll(
                random.nextBoolean(),
                shelf.toCreate(id, random.nextInt(50)),
                new RecordWrite.Delete(other, null),
                shelf.toUpdate(id, random.nextInt(50), null));
      }
    }
    return Set.of();
  }

  /// Starting at 95 % of the limit; somebody looks all the time.
  @Test
  default void noRaceTakesAUserOverTheQuota() throws Exception {
    Shelf shelf = shelf();
    shelf.create(Shelf.newId(), 950);
    Quota quota = new Quota(1000);
    try (UsageWatch watch = UsageWatch.start(ledger(), shelf.user())) {
      Racers.race(64, () -> store(shelf, quota));
      assertThat(watch.highestStorageBytes()).isBetween(950L, 1000L);
    }
    assertThat(shelf.used()).isEqualTo(shelf.stored()).isGreaterThan(950);
  }

  /// Creates a record and perhaps changes or deletes it, each with what was reserved or without.
  private boolean store(Shelf shelf, Quota quota) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    RecordId id = Shelf.newId();
    if (!put(shelf, id, random.nextLong(30), quota)) {
      return false;
    }
    put(shelf, id, random.nextLong(30), quota);
    return random.nextBoolean() && shelf.delete(id) instanceof WriteOutcome.Deleted;
  }

  private boolean put(Shelf shelf, RecordId id, long size, Quota quota) {
    RecordMeta.Content content = shelf.unreserved(size);
    List<StorageLedger.Reservation> one =
        List.of(new StorageLedger.Reservation(content.key(), size / 2));
    return ledger().reserve(shelf.user(), StorageArea.STORAGE, one, quota, Shelf.EXPIRES_AT)
        && shelf.commit(new RecordWrite.Put(id, Shelf.NOTES, content, null), quota)
            instanceof WriteOutcome.Created;
  }

  /// Of a commit and the expiry of its reservation one wins, never both.
  @Test
  default void noCommittedBlobIsRemovedByItsExpiry() throws Exception {
    Shelf shelf = shelf();
    List<RecordWrite> writes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      writes.add(shelf.toCreate(Shelf.newId(), i));
    }
    AtomicInteger next = new AtomicInteger();
    Racers.race(
        8,
        () -> {
          for (int i = next.getAndIncrement(); i < 40; i = next.getAndIncrement()) {
            if (i % 2 == 0) {
              outbox().expirePending(Shelf.EXPIRES_AT, 2);
            }
            shelf.commit(writes.get(i));
          }
          return true;
        });
    Removals.expire(outbox(), Shelf.EXPIRES_AT);
    Set<BlobKey> committed =
        shelf.feed(0).changes().stream()
            .map(change -> change.record().content().key())
            .collect(Collectors.toSet());
    List<BlobKey> removed =
        Removals.claim(outbox(), shelf.user(), Shelf.EXPIRES_AT).stream()
            .map(removal -> ((BlobOutbox.Removal.Abandon) removal).key())
            .toList();
    assertThat(removed).doesNotHaveDuplicates().doesNotContainAnyElementsOf(committed);
    Set<BlobKey> all = new HashSet<>(committed);
    all.addAll(removed);
    assertThat(all).hasSize(40);
    assertThat(shelf.used()).isEqualTo(shelf.stored());
  }
}
