package com.adiuva.domain.records;

import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.StorageProblem;
import com.adiuva.domain.shared.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A change to one record that was asked for, and the rule of what becomes of it.
public sealed interface RecordWrite {
  RecordId id();

  /// What becomes of it, given what is there. Pure: asked before an upload to refuse early, and
  /// again where the truth is locked.
  ///
  /// @param current the record, or the mark of its deletion; null when there never was one
  WriteOutcome decide(@Nullable RecordMeta current, Instant now);

  /// The bytes it brings; null when it brings none.
  default RecordMeta.@Nullable Content content() {
    return null;
  }

  /// Creates a record; creating it again with the same bytes changes nothing and is no error.
  record Create(RecordId id, TableName table, RecordMeta.Content content) implements RecordWrite {
    @Override
    public WriteOutcome decide(@Nullable RecordMeta current, Instant now) {
      if (current == null || current.deleted()) {
        return new WriteOutcome.Created(
            new RecordMeta(id, table, content, next(current), now, now, false));
      }
      boolean same =
          current.table().equals(table) && current.content().checksum().equals(content.checksum());
      return same
          ? new WriteOutcome.Unchanged(current)
          : new WriteOutcome.Refused(new StorageProblem.RecordExists());
    }
  }

  /// Gives a record that exists other bytes.
  ///
  /// @param versions one of which the record must have; null means any
  record Update(RecordId id, RecordMeta.Content content, @Nullable Set<Long> versions)
      implements RecordWrite {
    public Update {
      versions = versions == null ? null : Set.copyOf(versions);
    }

    @Override
    public WriteOutcome decide(@Nullable RecordMeta current, Instant now) {
      if (current == null || current.deleted()) {
        return missing();
      }
      return matches(versions, current)
          ? new WriteOutcome.Updated(updated(current, content, now), current)
          : conflict(current);
    }
  }

  /// Creates the record or gives it other bytes.
  ///
  /// @param table where to create it; null when it must exist
  /// @param version what the record must be at, 0 when it must not exist; null means any
  record Put(
      RecordId id, @Nullable TableName table, RecordMeta.Content content, @Nullable Long version)
      implements RecordWrite {
    @Override
    public WriteOutcome decide(@Nullable RecordMeta current, Instant now) {
      long at = current == null || current.deleted() ? 0 : current.version();
      if (version != null && version != at) {
        return new WriteOutcome.Refused(new StorageProblem.VersionConflict(at));
      }
      if (current != null && at > 0) {
        return table == null || table.equals(current.table())
            ? new WriteOutcome.Updated(updated(current, content, now), current)
            : invalid("table", "table_mismatch", "is not the table this record lives in");
      }
      return table == null
          ? invalid("table", "missing", "is required to create a record")
          : new WriteOutcome.Created(
              new RecordMeta(id, table, content, next(current), now, now, false));
    }
  }

  /// Deletes a record that exists.
  ///
  /// @param versions one of which the record must have; null means any
  record Delete(RecordId id, @Nullable Set<Long> versions) implements RecordWrite {
    public Delete {
      versions = versions == null ? null : Set.copyOf(versions);
    }

    @Override
    public WriteOutcome decide(@Nullable RecordMeta current, Instant now) {
      if (current == null || current.deleted()) {
        return missing();
      }
      return matches(versions, current)
          ? new WriteOutcome.Deleted(
              new RecordMeta(
                  id,
                  current.table(),
                  current.content(),
                  current.version() + 1,
                  current.createdAt(),
                  now,
                  true),
              current)
          : conflict(current);
    }
  }

  /// One that made no sense from the start.
  record Invalid(RecordId id, Problem problem) implements RecordWrite {
    @Override
    public WriteOutcome decide(@Nullable RecordMeta current, Instant now) {
      return new WriteOutcome.Refused(problem);
    }
  }

  private static long next(@Nullable RecordMeta current) {
    return current == null ? 1 : current.version() + 1;
  }

  private static boolean matches(@Nullable Set<Long> versions, RecordMeta current) {
    return versions == null || versions.contains(current.version());
  }

  private static RecordMeta updated(RecordMeta current, RecordMeta.Content content, Instant now) {
    return new RecordMeta(
        current.id(), current.table(), content, next(current), current.createdAt(), now, false);
  }

  private static WriteOutcome missing() {
    return new WriteOutcome.Refused(new Problem.NotFound("record"));
  }

  private static WriteOutcome conflict(RecordMeta current) {
    return new WriteOutcome.Refused(new StorageProblem.VersionConflict(current.version()));
  }

  private static WriteOutcome invalid(String field, String type, String message) {
    return new WriteOutcome.Refused(
        new Problem.ValidationFailed(
            List.of(Violation.inBody(field, new InvalidValueException(type, message)))));
  }
}
