package com.adiuva.domain.limits;

/// What a byte counts against.
public enum StorageArea {
  /// Records and vectors.
  STORAGE,
  BACKUP
}
