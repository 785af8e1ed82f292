package com.adiuva.adapters.http.accounts;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The one spelling of an id: [UUID#fromString] alone takes `1-1-1-1-1` too.
final class LowerCaseUuid {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private LowerCaseUuid() {}

  static Optional<UUID> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }
}
