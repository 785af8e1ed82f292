package com.adiuva.adapters.http.shared;

import java.util.Optional;
import java.util.UUID;

/// The one spelling of an id: [UUID#fromString] alone takes `1-1-1-1-1` too.
public final class LowerCaseUuid {
  private static final int LENGTH = 36;

  private LowerCaseUuid() {}

  public static Optional<UUID> parse(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    try {
      UUID id = UUID.fromString(text);
      return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
