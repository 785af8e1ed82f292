package com.adiuva.domain.records;

import java.util.UUID;

/// A record of one user; the same id of another user is another record.
public record RecordId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
