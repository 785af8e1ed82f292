package com.adiuva.domain.accounts;

import java.time.Instant;

/// An account. Its tier is not here: `subscriptions` alone knows it.
///
/// @param passwordHash as [PasswordHasher] made it
public record User(
    UserId id, EmailAddress email, Role role, String passwordHash, Instant createdAt) {

  /// Without the hash.
  @Override
  public String toString() {
    return "User[" + id + "]";
  }
}
