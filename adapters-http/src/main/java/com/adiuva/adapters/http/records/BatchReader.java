package com.adiuva.adapters.http.records;

import com.adiuva.adapters.http.json.FieldValue;
import com.adiuva.adapters.http.json.Fields;
import com.adiuva.application.records.BatchOperation;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.TableName;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Reads the operations of a batch. One that makes no sense does not spoil the others: its problem
/// takes its place.
final class BatchReader {
  static final int MAX_OPERATIONS = 500;

  private BatchReader() {}

  /// @param body whose other fields were read
  /// @throws ProblemException `ValidationFailed` when there is no list of at most 500
  static List<BatchOperation> read(Fields body) {
    List<Fields> items = body.independentObjects("operations", MAX_OPERATIONS);
    body.check();
    List<BatchOperation> operations = new ArrayList<>();
    for (Fields item : items) {
      operations.add(operation(item));
    }
    return operations;
  }

  private static BatchOperation operation(Fields item) {
    Optional<RecordId> id = RecordFields.id(item);
    try {
      FieldValue<Boolean> put = item.parse("op", BatchReader::isPut);
      item.check();
      return put.get() ? put(item, id) : delete(item, id);
    } catch (ProblemException e) {
      return new BatchOperation.Invalid(id.orElse(null), e.problem());
    }
  }

  private static boolean isPut(String op) {
    return switch (op) {
      case "put" -> true;
      case "delete" -> false;
      default -> throw new InvalidValueException("enum", "must be one of put, delete");
    };
  }

  private static BatchOperation put(Fields item, Optional<RecordId> id) {
    Optional<TableName> table = RecordFields.table(item);
    Supplier<Ciphertext> content = RecordFields.content(item);
    Optional<Long> version = version(item);
    if (id.isEmpty() && version.orElse(0L) > 0) {
      item.violation("if_version", "value_error", "needs the id of the record it is about");
    }
    item.check();
    return new BatchOperation.Put(
        id.orElse(null), table.orElse(null), content.get(), version.orElse(null));
  }

  private static BatchOperation delete(Fields item, Optional<RecordId> id) {
    Optional<Long> version = version(item);
    if (id.isEmpty()) {
      item.violation("id", "missing", "is required");
    }
    item.check();
    return new BatchOperation.Delete(id.orElseThrow(), version.orElse(null));
  }

  private static Optional<Long> version(Fields item) {
    OptionalLong version = item.optionalInteger("if_version", 0, Long.MAX_VALUE);
    return version.isPresent() ? Optional.of(version.getAsLong()) : Optional.empty();
  }
}
