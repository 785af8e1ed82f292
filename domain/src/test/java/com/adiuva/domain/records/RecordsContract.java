package com.adiuva.domain.records;

import static com.adiuva.domain.records.Shelf.NOW;
import static com.adiuva.domain.records.Shelf.REMOVE_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobOutbox;
import com.adiuva.domain.blobs.BlobOutbox.Removal;
import com.adiuva.domain.blobs.Removals;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.limits.StorageLedger;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.shared.StorageProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [Records] does when nobody else is at it; see [RecordsRaceContract] for the rest.
public interface RecordsContract {
  Records records();

  /// Over the same store.
  StorageLedger ledger();

  /// Over the same store.
  BlobOutbox outbox();

  /// Somebody who has stored nothing.
  UserId newUser();

  /// Erases the account.
  void erase(UserId user);

  private Shelf shelf() {
    return new Shelf(newUser(), records(), ledger());
  }

  private static Problem refusal(WriteOutcome outcome) {
    return ((WriteOutcome.Refused) outcome).problem();
  }

  @Test
  default void findsWhatWasCreated() {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    RecordWrite.Create write = shelf.toCreate(id, 10);
    RecordMeta expected = new RecordMeta(id, Shelf.NOTES, write.content(), 1, NOW, NOW, false);
    assertThat(shelf.commit(write)).isEqualTo(new WriteOutcome.Created(expected));
    assertThat(records().find(shelf.user(), id)).contains(expected);
    assertThat(records().findAll(shelf.user(), List.of(id, Shelf.newId())))
        .containsOnly(Map.entry(id, expected));
    assertThat(shelf.feed(0)).isEqualTo(new Records.Feed(List.of(new Change(1, expected)), 1));
    assertThat(shelf.used()).isEqualTo(10);
    Removals.expire(outbox(), Shelf.EXPIRES_AT);
    assertThat(shelf.used()).isEqualTo(10);
    assertThat(Removals.claim(outbox(), shelf.user(), Shelf.EXPIRES_AT)).isEmpty();
  }

  @Test
  default void givesBackTheTimeItWillReadLater() {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    WriteOutcome outcome =
        records()
            .commit(
                shelf.user(),
                List.of(shelf.toCreate(id, 1)),
                false,
                RecordLimits.NONE,
                NOW.plusNanos(123_456_789),
                REMOVE_AT)
            .getFirst();
    RecordMeta created = ((WriteOutcome.Created) outcome).record();
    assertThat(records().find(shelf.user(), id)).contains(created);
  }

  @Test
  default void knowsNothingOfTheUnknown() {
    Shelf shelf = shelf();
    UserId nobody = People.somebody().id();
    for (UserId user : List.of(shelf.user(), nobody)) {
      assertThat(records().find(user, Shelf.newId())).isEmpty();
      assertThat(records().findAll(user, List.of(Shelf.newId()))).isEmpty();
      assertThat(records().findAll(user, List.of())).isEmpty();
      assertThat(records().list(user, Optional.empty(), 0, 10))
          .isEqualTo(new Records.Page(List.of(), 0));
      assertThat(records().changes(user, 0, 10)).isEqualTo(new Records.Feed(List.of(), 0));
    }
  }

  @Test
  default void anUpdateReplacesTheBytes() {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    RecordMeta before = shelf.create(id, 10);
    WriteOutcome.Updated updated = (WriteOutcome.Updated) shelf.update(id, 4);
    assertThat(updated.replaced()).isEqualTo(before);
    assertThat(updated.record().version()).isEqualTo(2);
    assertThat(records().find(shelf.user(), id)).contains(updated.record());
    assertThat(shelf.feed(0).changes()).containsExactly(new Change(2, updated.record()));
    assertThat(shelf.used()).isEqualTo(4);
    assertThat(Removals.claim(outbox(), shelf.user(), REMOVE_AT.minusMillis(1))).isEmpty();
    assertThat(Removals.claim(outbox(), shelf.user(), REMOVE_AT))
        .containsExactly(new Removal.Delete(before.content().key()));
  }

  @Test
  default void aDeletionLeavesAMark() {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    RecordMeta before = shelf.create(id, 10);
    WriteOutcome.Deleted deleted = (WriteOutcome.Deleted) shelf.delete(id);
    assertThat(deleted.record().deleted()).isTrue();
    assertThat(records().find(shelf.user(), id)).isEmpty();
    assertThat(records().findAll(shelf.user(), List.of(id))).containsValue(deleted.record());
    assertThat(records().list(shelf.user(), Optional.empty(), 0, 10).total()).isZero();
    assertThat(shelf.feed(1))
        .isEqualTo(new Records.Feed(List.of(new Change(2, deleted.record())), 2));
    assertThat(shelf.used()).isZero();
    assertThat(Removals.claim(outbox(), shelf.user(), REMOVE_AT))
        .containsExactly(new Removal.Delete(before.content().key()));
    assertThat(refusal(shelf.delete(id))).isEqualTo(new Problem.NotFound("record"));
  }

  @Test
  default void whatIsCreatedAgainGoesOnFromItsVersion() {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    shelf.create(id, 10);
    shelf.delete(id);
    RecordMeta again = shelf.create(id, 6);
    assertThat(again.version()).isEqualTo(3);
    assertThat(records().find(shelf.user(), id)).contains(again);
    assertThat(shelf.feed(0).changes()).containsExactly(new Change(3, again));
    assertThat(shelf.used()).isEqualTo(6);
    assertThat(Removals.claim(outbox(), shelf.user(), REMOVE_AT)).hasSize(1);
  }

  @Test
  default void creatingTheSameAgainChangesNothing() {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    RecordMeta created = shelf.create(id, 10);
    RecordWrite.Create again = shelf.toCreate(id, 10);
    assertThat(shelf.commit(again)).isEqualTo(new WriteOutcome.Unchanged(created));
    assertThat(records().find(shelf.user(), id)).contains(created);
    assertThat(shelf.feed(0).newest()).isEqualTo(1);
    assertThat(shelf.used()).isEqualTo(10);
    assertThat(Removals.claim(outbox(), shelf.user(), NOW))
        .containsExactly(new Removal.Abandon(again.content().key()));
  }

  @Test
  default void aRefusedWriteGivesItsBytesUp() {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    RecordMeta created = shelf.create(id, 10);
    RecordWrite.Create other = shelf.toCreate(id, 11);
    RecordWrite.Update stale = shelf.toUpdate(id, 12, Set.of(2L, 7L));
    RecordWrite.Update unknown = shelf.toUpdate(Shelf.newId(), 13, null);
    assertThat(refusal(shelf.commit(other))).isEqualTo(new StorageProblem.RecordExists());
    assertThat(refusal(shelf.commit(stale))).isEqualTo(new StorageProblem.VersionConflict(1));
    assertThat(refusal(shelf.commit(unknown))).isEqualTo(new Problem.NotFound("record"));
    assertThat(shelf.feed(0)).isEqualTo(new Records.Feed(List.of(new Change(1, created)), 1));
    assertThat(shelf.used()).isEqualTo(10);
    assertThat(Removals.claim(outbox(), shelf.user(), NOW))
        .containsExactlyInAnyOrder(
            new Removal.Abandon(other.content().key()),
            new Removal.Abandon(stale.content().key()),
            new Removal.Abandon(unknown.content().key()));
  }

  @Test
  default void aWriteWhoseReservationExpiredIsRefused() {
    Shelf shelf = shelf();
    RecordWrite.Create late = shelf.toCreate(Shelf.newId(), 10);
    Removals.expire(outbox(), Shelf.EXPIRES_AT);
    assertThat(refusal(shelf.commit(late))).isEqualTo(new StorageProblem.StorageUnavailable());
    assertThat(
            refusal(
                shelf.commit(
                    new RecordWrite.Put(Shelf.newId(), Shelf.NOTES, shelf.unreserved(3), null))))
        .isEqualTo(new StorageProblem.StorageUnavailable());
    assertThat(shelf.used()).isZero();
    assertThat(shelf.feed(0)).isEqualTo(new Records.Feed(List.of(), 0));
  }

  @Test
  default void nobodyTakesAnothersReservation() {
    Shelf shelf = shelf();
    Shelf other = shelf();
    RecordWrite.Create theirs = other.toCreate(Shelf.newId(), 10);
    assertThat(refusal(shelf.commit(theirs))).isEqualTo(new StorageProblem.StorageUnavailable());
    assertThat(other.used()).isEqualTo(10);
    assertThat(other.commit(theirs)).isInstanceOf(WriteOutcome.Created.class);
  }

  @Test
  default void oneReservationServesOneWrite() {
    Shelf shelf = shelf();
    RecordMeta.Content content = shelf.content(10);
    List<WriteOutcome> outcomes =
        shelf.commitAll(
            false,
            new RecordWrite.Create(Shelf.newId(), Shelf.NOTES, content),
            new RecordWrite.Create(Shelf.newId(), Shelf.NOTES, content));
    assertThat(outcomes.getFirst()).isInstanceOf(WriteOutcome.Created.class);
    assertThat(refusal(outcomes.getLast())).isEqualTo(new StorageProblem.StorageUnavailable());
    assertThat(shelf.used()).isEqualTo(10);
    assertThat(Removals.claim(outbox(), shelf.user(), REMOVE_AT)).isEmpty();
  }

  @Test
  default void settlesToWhatIsReallyStored() {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    shelf.commit(new RecordWrite.Create(id, Shelf.NOTES, shelf.content(10, 25)));
    assertThat(shelf.used()).isEqualTo(10);
    shelf.commit(new RecordWrite.Update(id, shelf.content(30, 0), null));
    assertThat(shelf.used()).isEqualTo(30);
    shelf.commit(new RecordWrite.Update(id, shelf.content(5, 3), null));
    assertThat(shelf.used()).isEqualTo(5);
  }

  @Test
  default void whatDoesNotFitAnyMoreIsRefused() {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    shelf.create(id, 90);
    RecordMeta.Content elsewhere = shelf.content(4);
    RecordWrite.Update grows = new RecordWrite.Update(id, shelf.content(97, 2), null);
    assertThat(refusal(shelf.commit(grows, new Quota(100))))
        .isEqualTo(new StorageProblem.QuotaExceeded(94, 100, 7));
    assertThat(shelf.used()).isEqualTo(94);
    assertThat(Removals.claim(outbox(), shelf.user(), NOW))
        .containsExactly(new Removal.Abandon(grows.content().key()));
    RecordWrite.Update fits = new RecordWrite.Update(id, shelf.content(96, 2), null);
    assertThat(shelf.commit(fits, new Quota(100))).isInstanceOf(WriteOutcome.Updated.class);
    assertThat(shelf.used()).isEqualTo(100);
    shelf.ledger().release(shelf.user(), List.of(elsewhere.key()), NOW);
    assertThat(shelf.used()).isEqualTo(96);
  }

  @Test
  default void s09_thereAreNoMoreRecordsThanTheLimitHoweverSmall() {
    Shelf shelf = shelf();
    RecordLimits two = new RecordLimits(Quota.UNLIMITED, 2);
    RecordId id = Shelf.newId();
    shelf.create(id, 0);
    shelf.create(Shelf.newId(), 0);
    RecordWrite.Create third = shelf.toCreate(Shelf.newId(), 0);
    assertThat(refusal(shelf.commit(third, two))).isEqualTo(new StorageProblem.TooManyRecords(2));
    assertThat(Removals.claim(outbox(), shelf.user(), NOW))
        .containsExactly(new Removal.Abandon(third.content().key()));
    assertThat(shelf.commit(shelf.toUpdate(id, 9, null), two))
        .isInstanceOf(WriteOutcome.Updated.class);
    assertThat(shelf.commit(new RecordWrite.Delete(id, null), two))
        .isInstanceOf(WriteOutcome.Deleted.class);
    assertThat(shelf.commit(shelf.toCreate(id, 0), two)).isInstanceOf(WriteOutcome.Created.class);
    assertThat(refusal(shelf.commit(shelf.toCreate(Shelf.newId(), 0), two)))
        .isEqualTo(new StorageProblem.TooManyRecords(2));
    assertThat(records().list(shelf.user(), Optional.empty(), 0, 1).total()).isEqualTo(2);
  }

  @Test
  default void shrinkingAndDeletingWorksOverTheQuota() {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    shelf.create(id, 90);
    Quota less = new Quota(10);
    assertThat(shelf.commit(new RecordWrite.Update(id, shelf.content(80, 0), null), less))
        .isInstanceOf(WriteOutcome.Updated.class);
    assertThat(shelf.commit(new RecordWrite.Update(id, shelf.content(80, 0), null), less))
        .isInstanceOf(WriteOutcome.Updated.class);
    assertThat(shelf.used()).isEqualTo(80);
    assertThat(shelf.commit(new RecordWrite.Delete(id, null), less))
        .isInstanceOf(WriteOutcome.Deleted.class);
    assertThat(shelf.used()).isZero();
  }

  @Test
  default void aBatchIsDecidedInOrder() {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    RecordWrite.Create create = shelf.toCreate(id, 10);
    RecordWrite.Update update = shelf.toUpdate(id, 20, Set.of(1L));
    RecordWrite.Create again = shelf.toCreate(id, 30);
    List<WriteOutcome> outcomes =
        shelf.commitAll(true, create, update, new RecordWrite.Delete(id, Set.of(2L)), again);
    assertThat(outcomes)
        .extracting(outcome -> (Object) outcome.getClass())
        .containsExactly(
            WriteOutcome.Created.class,
            WriteOutcome.Updated.class,
            WriteOutcome.Deleted.class,
            WriteOutcome.Created.class);
    RecordMeta last = ((WriteOutcome.Created) outcomes.getLast()).record();
    assertThat(last.version()).isEqualTo(4);
    assertThat(shelf.feed(0)).isEqualTo(new Records.Feed(List.of(new Change(4, last)), 4));
    assertThat(shelf.used()).isEqualTo(30);
    assertThat(Removals.claim(outbox(), shelf.user(), REMOVE_AT))
        .containsExactlyInAnyOrder(
            new Removal.Delete(create.content().key()), new Removal.Delete(update.content().key()));
  }

  @Test
  default void eachWriteOfABatchStandsForItself() {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    RecordId other = Shelf.newId();
    List<WriteOutcome> outcomes =
        shelf.commitAll(
            false,
            shelf.toCreate(id, 10),
            shelf.toUpdate(Shelf.newId(), 20, null),
            shelf.toCreate(other, 30));
    assertThat(refusal(outcomes.get(1))).isEqualTo(new Problem.NotFound("record"));
    assertThat(shelf.feed(0).changes())
        .extracting(change -> change.sequence() + " " + change.record().id())
        .containsExactly("1 " + id, "2 " + other);
    assertThat(shelf.used()).isEqualTo(40);
  }

  @Test
  default void oneRefusalUndoesAnAtomicBatch() {
    Shelf shelf = shelf();
    RecordId there = Shelf.newId();
    RecordMeta before = shelf.create(there, 10);
    RecordId id = Shelf.newId();
    RecordWrite.Create create = shelf.toCreate(id, 20);
    RecordWrite.Create same = shelf.toCreate(there, 10);
    RecordWrite.Update stale = shelf.toUpdate(there, 30, Set.of(9L));
    RecordWrite.Create sameAsUndone = shelf.toCreate(id, 20);
    List<WriteOutcome> outcomes =
        shelf.commitAll(
            true, create, same, stale, new RecordWrite.Delete(there, null), sameAsUndone);
    WriteOutcome notApplied = new WriteOutcome.Refused(new StorageProblem.NotApplied());
    assertThat(outcomes)
        .containsExactly(
            notApplied,
            new WriteOutcome.Unchanged(before),
            new WriteOutcome.Refused(new StorageProblem.VersionConflict(1)),
            notApplied,
            notApplied);
    assertThat(shelf.feed(0)).isEqualTo(new Records.Feed(List.of(new Change(1, before)), 1));
    assertThat(shelf.used()).isEqualTo(10);
    assertThat(Removals.claim(outbox(), shelf.user(), REMOVE_AT))
        .containsExactlyInAnyOrder(
            new Removal.Abandon(create.content().key()),
            new Removal.Abandon(same.content().key()),
            new Removal.Abandon(stale.content().key()),
            new Removal.Abandon(sameAsUndone.content().key()));
  }

  @Test
  default void aBatchMayBeLarge() {
    Shelf shelf = shelf();
    List<StorageLedger.Reservation> reservations = new ArrayList<>();
    List<RecordWrite> writes = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      RecordMeta.Content content = shelf.unreserved(i);
      reservations.add(new StorageLedger.Reservation(content.key(), i));
      writes.add(new RecordWrite.Create(Shelf.newId(), Shelf.NOTES, content));
    }
    ledger()
        .reserve(
            shelf.user(), StorageArea.STORAGE, reservations, Quota.UNLIMITED, Shelf.EXPIRES_AT);
    List<WriteOutcome> outcomes =
        records().commit(shelf.user(), writes, true, RecordLimits.NONE, NOW, REMOVE_AT);
    assertThat(outcomes).hasSize(500).hasOnlyElementsOfType(WriteOutcome.Created.class);
    assertThat(shelf.feed(0).newest()).isEqualTo(500);
    assertThat(shelf.used()).isEqualTo(500L * 499 / 2).isEqualTo(shelf.stored());
  }

  @Test
  default void listsTheNewestFirstPageByPage() {
    Shelf shelf = shelf();
    TableName other = new TableName("other");
    List<RecordId> notes = new ArrayList<>();
    List<RecordId> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      RecordId id = Shelf.newId();
      Instant when = NOW.plusSeconds(i);
      TableName table = i % 3 == 0 ? other : Shelf.NOTES;
      RecordWrite create = new RecordWrite.Create(id, table, shelf.content(1));
      records().commit(shelf.user(), List.of(create), true, RecordLimits.NONE, when, REMOVE_AT);
      all.add(id);
      if (table.equals(Shelf.NOTES)) {
        notes.add(id);
      }
    }
    shelf.delete(all.remove(4));
    notes.remove(2);
    shelf.update(all.getFirst(), 5);
    Collections.reverse(all);
    Collections.reverse(notes);
    assertListed(shelf, Optional.empty(), all);
    assertListed(shelf, Optional.of(Shelf.NOTES), notes);
    assertListed(shelf, Optional.of(new TableName("nothing")), List.of());
  }

  private void assertListed(Shelf shelf, Optional<TableName> table, List<RecordId> expected) {
    List<RecordId> listed = new ArrayList<>();
    for (int offset = 0; offset < 8; offset += 2) {
      Records.Page page = records().list(shelf.user(), table, offset, 2);
      assertThat(page.total()).isEqualTo(expected.size());
      page.records().forEach(record -> listed.add(record.id()));
    }
    assertThat(listed).isEqualTo(expected);
  }

  @Test
  default void theFeedComesPageByPage() {
    Shelf shelf = shelf();
    List<RecordId> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(Shelf.newId());
      shelf.create(ids.getLast(), 1);
    }
    shelf.update(ids.get(1), 2);
    shelf.delete(ids.get(3));
    assertThat(records().changes(shelf.user(), 0, 3).changes())
        .extracting(Change::sequence)
        .containsExactly(1L, 3L, 5L);
    assertThat(records().changes(shelf.user(), 5, 3))
        .satisfies(feed -> {
          assertThat(feed.changes()).extracting(Change::sequence).containsExactly(6L, 7L);
          assertThat(feed.newest()).isEqualTo(7);
        });
    assertThat(records().changes(shelf.user(), 7, 3)).isEqualTo(new Records.Feed(List.of(), 7));
  }

  @Test
  default void anotherUsersRecordsAreAsUnknownOnes() {
    Shelf shelf = shelf();
    Shelf other = shelf();
    RecordId id = Shelf.newId();
    RecordMeta theirs = other.create(id, 10);
    assertThat(records().find(shelf.user(), id)).isEmpty();
    assertThat(records().findAll(shelf.user(), List.of(id))).isEmpty();
    assertThat(refusal(shelf.update(id, 3))).isEqualTo(new Problem.NotFound("record"));
    assertThat(refusal(shelf.delete(id))).isEqualTo(new Problem.NotFound("record"));
    assertThat(shelf.create(id, 10).version()).isEqualTo(1);
    shelf.delete(id);
    assertThat(records().find(other.user(), id)).contains(theirs);
    assertThat(other.feed(0).newest()).isEqualTo(1);
    assertThat(other.used()).isEqualTo(10);
  }

  @Test
  default void anErasedUserWritesNothing() {
    Shelf shelf = shelf();
    RecordId id = Shelf.newId();
    shelf.create(id, 10);
    RecordWrite.Create write = shelf.toCreate(Shelf.newId(), 5);
    erase(shelf.user());
    assertThatThrownBy(() -> shelf.commit(write))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.TokenExpired()));
    while (outbox().purgeRows(shelf.user(), 1)) {
      // there may be more
    }
    assertThat(records().findAll(shelf.user(), List.of(id, write.id()))).isEmpty();
  }
}
