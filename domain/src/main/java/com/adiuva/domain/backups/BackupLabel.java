package com.adiuva.domain.backups;

import com.adiuva.domain.shared.Checksum;

/// What the client says of a backup before it sends it.
///
/// @param version of the client's format, at least 1
/// @param timestamp when the client made it: epoch milliseconds, at least 0
/// @param checksum of all its bytes
/// @param chunkCount how many chunks the client cut it into, at least 1
public record BackupLabel(long version, long timestamp, Checksum checksum, int chunkCount) {
  public BackupLabel {
    if (version < 1 || timestamp < 0 || chunkCount < 1) {
      throw new IllegalArgumentException("a backup's numbers are not negative");
    }
  }
}
