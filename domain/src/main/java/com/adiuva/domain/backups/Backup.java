package com.adiuva.domain.backups;

import com.adiuva.domain.blobs.BlobKey;
import java.time.Instant;

/// A backup whose bytes are all there.
///
/// @param createdAt when it arrived
public record Backup(
    BackupId id, BackupLabel label, BlobKey key, long sizeBytes, Instant createdAt) {}
