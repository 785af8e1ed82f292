package com.adiuva.domain.records;

import com.adiuva.domain.shared.Problem;

/// What became of one [RecordWrite].
public sealed interface WriteOutcome {

  /// There was none, now there is.
  record Created(RecordMeta record) implements WriteOutcome {}

  /// It has other bytes now.
  ///
  /// @param replaced what it was before
  record Updated(RecordMeta record, RecordMeta replaced) implements WriteOutcome {}

  /// Only the mark of its deletion is left.
  ///
  /// @param replaced what it was before
  record Deleted(RecordMeta record, RecordMeta replaced) implements WriteOutcome {}

  /// It was created before with the same bytes.
  record Unchanged(RecordMeta record) implements WriteOutcome {}

  /// Nothing happened.
  record Refused(Problem problem) implements WriteOutcome {}

  /// How many bytes more the user has stored by it; negative when fewer.
  default long addedBytes() {
    return switch (this) {
      case Created o -> o.record().storedBytes();
      case Updated o -> o.record().storedBytes() - o.replaced().storedBytes();
      case Deleted o -> -o.replaced().storedBytes();
      case Unchanged o -> 0;
      case Refused o -> 0;
    };
  }
}
