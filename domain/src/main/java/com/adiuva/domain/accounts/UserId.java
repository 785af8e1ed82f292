package com.adiuva.domain.accounts;

import java.util.UUID;

/// Who a user is, for ever.
public record UserId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
