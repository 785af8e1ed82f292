package com.adiuva.adapters.http.records;

import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.WriteOutcome;
import com.adiuva.domain.shared.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Records in answers.
final class RecordJson {
  static final int PAGE_SIZE = 50;
  static final int MAX_PAGE_SIZE = 500;

  private RecordJson() {}

  /// What listings and the feed say of a record alike.
  static ObjectNode put(ObjectNode node, RecordMeta record) {
    return node.put("id", record.id().toString())
        .put("table", record.table().value())
        .put("checksum", record.content().checksum().hex())
        .put("size_bytes", record.content().sizeBytes())
        .put("version", record.version())
        .put("updated_at", record.updatedAt().toEpochMilli());
  }

  /// The record as an outcome leaves it.
  ///
  /// @throws ProblemException when it was refused
  static RecordMeta record(WriteOutcome outcome) {
    return switch (outcome) {
      case WriteOutcome.Created o -> o.record();
      case WriteOutcome.Updated o -> o.record();
      case WriteOutcome.Deleted o -> o.record();
      case WriteOutcome.Unchanged o -> o.record();
      case WriteOutcome.Refused o -> throw new ProblemException(o.problem());
    };
  }
}
