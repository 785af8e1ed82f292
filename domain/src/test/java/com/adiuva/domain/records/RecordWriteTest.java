package com.adiuva.domain.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.blobs.Removals;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.StorageProblem;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rule of what becomes of a write.
final class RecordWriteTest {
  private static final Instant CREATED = People.NOON;
  private static final Instant CHANGED = CREATED.plusSeconds(60);
  private static final Instant NOW = CREATED.plusSeconds(120);
  private static final RecordId ID = new RecordId(People.somebody().id().value());
  private static final TableName TABLE = new TableName("notes");
  private static final TableName OTHER_TABLE = new TableName("other");
  private static final RecordMeta.Content OLD = content(1, 10);
  private static final RecordMeta.Content SAME = content(1, 10);
  private static final RecordMeta.Content NEW = content(2, 25);

  private static final RecordMeta LIVE = new RecordMeta(ID, TABLE, OLD, 5, CREATED, CHANGED, false);
  private static final RecordMeta MARK = new RecordMeta(ID, TABLE, OLD, 5, CREATED, CHANGED, true);

  private static RecordMeta.Content content(int what, long size) {
    return new RecordMeta.Content(
        Removals.freshKey(People.somebody().id()), Checksum.of(new byte[] {(byte) what}), size);
  }

  private static WriteOutcome decide(RecordWrite write, @Nullable RecordMeta current) {
    return write.decide(current, NOW);
  }

  private static WriteOutcome refused(Problem problem) {
    return new WriteOutcome.Refused(problem);
  }

  private static WriteOutcome missing() {
    return refused(new Problem.NotFound("record"));
  }

  private static WriteOutcome conflict(long version) {
    return refused(new StorageProblem.VersionConflict(version));
  }

  private static WriteOutcome created(RecordMeta.Content content, long version) {
    return new WriteOutcome.Created(new RecordMeta(ID, TABLE, content, version, NOW, NOW, false));
  }

  private static WriteOutcome updated() {
    return new WriteOutcome.Updated(new RecordMeta(ID, TABLE, NEW, 6, CREATED, NOW, false), LIVE);
  }

  @Test
  void createsWhatIsNotThere() {
    RecordWrite create = new RecordWrite.Create(ID, TABLE, NEW);
    assertThat(decide(create, null)).isEqualTo(created(NEW, 1));
    assertThat(decide(create, MARK)).isEqualTo(created(NEW, 6));
    assertThat(decide(new RecordWrite.Create(ID, TABLE, SAME), MARK)).isEqualTo(created(SAME, 6));
  }

  @Test
  void whatIsCreatedAgainMayLiveInAnotherTable() {
    RecordWrite create = new RecordWrite.Create(ID, OTHER_TABLE, NEW);
    assertThat(decide(create, MARK))
        .isEqualTo(
            new WriteOutcome.Created(new RecordMeta(ID, OTHER_TABLE, NEW, 6, NOW, NOW, false)));
  }

  @Test
  void createsTheSameOnce() {
    assertThat(decide(new RecordWrite.Create(ID, TABLE, SAME), LIVE))
        .isEqualTo(new WriteOutcome.Unchanged(LIVE));
    WriteOutcome exists = refused(new StorageProblem.RecordExists());
    assertThat(decide(new RecordWrite.Create(ID, TABLE, NEW), LIVE)).isEqualTo(exists);
    assertThat(decide(new RecordWrite.Create(ID, OTHER_TABLE, SAME), LIVE)).isEqualTo(exists);
  }

  @Test
  void updatesWhatIsThere() {
    assertThat(decide(new RecordWrite.Update(ID, NEW, null), LIVE)).isEqualTo(updated());
    assertThat(decide(new RecordWrite.Update(ID, NEW, null), null)).isEqualTo(missing());
    assertThat(decide(new RecordWrite.Update(ID, NEW, null), MARK)).isEqualTo(missing());
  }

  @Test
  void updatesOneOfTheVersionsAskedFor() {
    assertThat(decide(new RecordWrite.Update(ID, NEW, Set.of(5L)), LIVE)).isEqualTo(updated());
    assertThat(decide(new RecordWrite.Update(ID, NEW, Set.of(4L, 5L)), LIVE)).isEqualTo(updated());
    assertThat(decide(new RecordWrite.Update(ID, NEW, Set.of(4L)), LIVE)).isEqualTo(conflict(5));
    assertThat(decide(new RecordWrite.Update(ID, NEW, Set.of()), LIVE)).isEqualTo(conflict(5));
    assertThat(decide(new RecordWrite.Update(ID, NEW, Set.of(5L)), MARK)).isEqualTo(missing());
  }

  @Test
  void deletesWhatIsThere() {
    WriteOutcome deleted =
        new WriteOutcome.Deleted(new RecordMeta(ID, TABLE, OLD, 6, CREATED, NOW, true), LIVE);
    assertThat(decide(new RecordWrite.Delete(ID, null), LIVE)).isEqualTo(deleted);
    assertThat(decide(new RecordWrite.Delete(ID, Set.of(5L)), LIVE)).isEqualTo(deleted);
    assertThat(decide(new RecordWrite.Delete(ID, Set.of(6L)), LIVE)).isEqualTo(conflict(5));
    assertThat(decide(new RecordWrite.Delete(ID, null), null)).isEqualTo(missing());
    assertThat(decide(new RecordWrite.Delete(ID, Set.of(5L)), MARK)).isEqualTo(missing());
  }

  @Test
  void putsAsCreateOrUpdate() {
    RecordWrite put = new RecordWrite.Put(ID, TABLE, NEW, null);
    assertThat(decide(put, null)).isEqualTo(created(NEW, 1));
    assertThat(decide(put, MARK)).isEqualTo(created(NEW, 6));
    assertThat(decide(put, LIVE)).isEqualTo(updated());
    assertThat(decide(new RecordWrite.Put(ID, null, NEW, null), LIVE)).isEqualTo(updated());
  }

  @Test
  void putsOnlyOnTheVersionAskedFor() {
    RecordWrite onNothing = new RecordWrite.Put(ID, TABLE, NEW, 0L);
    assertThat(decide(onNothing, null)).isEqualTo(created(NEW, 1));
    assertThat(decide(onNothing, MARK)).isEqualTo(created(NEW, 6));
    assertThat(decide(onNothing, LIVE)).isEqualTo(conflict(5));
    RecordWrite onFive = new RecordWrite.Put(ID, TABLE, NEW, 5L);
    assertThat(decide(onFive, LIVE)).isEqualTo(updated());
    assertThat(decide(onFive, null)).isEqualTo(conflict(0));
    assertThat(decide(onFive, MARK)).isEqualTo(conflict(0));
  }

  @Test
  void putsIntoTheTableOfTheRecord() {
    assertInvalid(new RecordWrite.Put(ID, OTHER_TABLE, NEW, null), LIVE);
    assertInvalid(new RecordWrite.Put(ID, null, NEW, null), null);
    assertInvalid(new RecordWrite.Put(ID, null, NEW, 0L), MARK);
  }

  private static void assertInvalid(RecordWrite write, @Nullable RecordMeta current) {
    assertThat(decide(write, current))
        .isInstanceOfSatisfying(
            WriteOutcome.Refused.class,
            outcome -> assertThat(outcome.problem()).isInstanceOf(Problem.ValidationFailed.class));
  }

  @Test
  void knowsWhatItAdds() {
    assertThat(created(NEW, 1).addedBytes()).isEqualTo(25);
    assertThat(updated().addedBytes()).isEqualTo(15);
    assertThat(decide(new RecordWrite.Delete(ID, null), LIVE).addedBytes()).isEqualTo(-10);
    assertThat(new WriteOutcome.Unchanged(LIVE).addedBytes()).isZero();
    assertThat(missing().addedBytes()).isZero();
  }

  @Test
  void knowsWhatItBrings() {
    assertThat(new RecordWrite.Update(ID, NEW, null).content()).isEqualTo(NEW);
    assertThat(new RecordWrite.Delete(ID, null).content()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a b", "ä", "a\n"})
  void refusesNamesThatAreNone(String name) {
    assertThat(catchThrowable(() -> new TableName(name))).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void takesNamesUpToSixtyFourCharacters() {
    assertThat(new TableName("...a").value()).isEqualTo("...a");
    assertThat(new TableName("a".repeat(64)).value()).hasSize(64);
    assertThat(catchThrowable(() -> new TableName("a".repeat(65))))
        .isInstanceOf(InvalidValueException.class);
  }
}
