package com.adiuva.domain.limits;

/// How many bytes a user has stored or reserved.
public record StorageUsage(long storageBytes, long backupBytes) {
  public long of(StorageArea area) {
    return area == StorageArea.STORAGE ? storageBytes : backupBytes;
  }
}
