package com.adiuva.domain.accounts;

import java.util.UUID;

/// One device's login: the `sid` of its access tokens and the family of its refresh tokens.
public record SessionId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
