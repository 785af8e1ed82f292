package com.adiuva.domain.records;

import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.shared.Checksum;
import java.time.Instant;

/// What the server knows of a record: everything but its content.
///
/// @param content its bytes; those of the last version for one that was deleted, which are gone
/// @param version counts its changes from 1, deletions and what comes after them too
/// @param createdAt when it was created, for one that was deleted and created again the last time
/// @param deleted whether only the mark of its deletion is left
public record RecordMeta(
    RecordId id,
    TableName table,
    Content content,
    long version,
    Instant createdAt,
    Instant updatedAt,
    boolean deleted) {

  /// Bytes in the blob store.
  public record Content(BlobKey key, Checksum checksum, long sizeBytes) {}

  /// How many bytes count for it.
  public long storedBytes() {
    return deleted ? 0 : content.sizeBytes();
  }
}
