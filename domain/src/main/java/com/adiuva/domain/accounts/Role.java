package com.adiuva.domain.accounts;

import java.util.Locale;

/// What a user may do beyond using the product. On the wire and in the database the lower-case
/// name.
public enum Role {
  USER,
  REVIEWER,
  ADMIN;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The role of that name.
  ///
  /// @throws IllegalArgumentException for an unknown name: only our own database is read with this
  public static Role ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
