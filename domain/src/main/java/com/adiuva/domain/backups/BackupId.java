package com.adiuva.domain.backups;

import java.util.UUID;

/// A backup, for ever.
public record BackupId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
