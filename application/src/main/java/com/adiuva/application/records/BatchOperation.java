package com.adiuva.application.records;

import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.TableName;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.shared.Problem;
import org.jspecify.annotations.Nullable;

/// One operation of a batch, as a client asks for it.
public sealed interface BatchOperation {

  /// Which record it is about; null for a new one.
  @Nullable RecordId id();

  /// Creates a record or gives it other bytes.
  ///
  /// @param table where to create it; null when it exists
  /// @param ifVersion what it must be at, 0 when it must not exist; null means any
  record Put(
      @Nullable RecordId id,
      @Nullable TableName table,
      Ciphertext content,
      @Nullable Long ifVersion)
      implements BatchOperation {}

  record Delete(RecordId id, @Nullable Long ifVersion) implements BatchOperation {}

  /// One that makes no sense; it is refused with this problem.
  record Invalid(@Nullable RecordId id, Problem problem) implements BatchOperation {}
}
