package com.adiuva.bootstrap.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/// A record, or the mark of its deletion, as the feed and the listing tell of it.
record RecordState(
    UUID id, String table, String checksum, long sizeBytes, long version, boolean deleted) {

  static RecordState of(JsonNode json) {
    return new RecordState(
        UUID.fromString(json.path("id").asText()),
        json.path("table").asText(),
        json.path("checksum").asText(),
        json.path("size_bytes").asLong(),
        json.path("version").asLong(),
        json.path("deleted").asBoolean());
  }

  static RecordState of(UUID id, String table, Content content, long version) {
    return new RecordState(id, table, content.checksum(), content.size(), version, false);
  }

  /// Whether both speak of the same bytes at the same version; of deleted ones only the version
  /// counts.
  boolean agreesWith(RecordState other) {
    return id.equals(other.id)
        && version == other.version
        && deleted == other.deleted
        && (deleted
            || (table.equals(other.table)
                && checksum.equals(other.checksum)
                && sizeBytes == other.sizeBytes));
  }
}
