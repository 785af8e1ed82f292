package com.adiuva.domain.accounts;

import com.adiuva.domain.shared.InvalidValueException;

/// A password as it was typed: never trimmed, never printed.
public final class Password {
  private static final int MIN_LENGTH = 8;
  private static final int MAX_LENGTH = 256;

  private final String value;

  private Password(String value) {
    this.value = value;
  }

  /// A password somebody wants to have: 8 to 256 characters (code points).
  ///
  /// @throws InvalidValueException when it is shorter or longer
  public static Password chosen(String raw) {
    if (raw.codePointCount(0, raw.length()) < MIN_LENGTH) {
      throw new InvalidValueException(
          "string_too_short", "must be at least " + MIN_LENGTH + " characters");
    }
    return attempted(raw);
  }

  /// A password somebody claims to have: any that is not longer than one may be, so that nobody can
  /// make us hash megabytes.
  ///
  /// @throws InvalidValueException when it is longer than 256 characters or not valid text
  public static Password attempted(String raw) {
    if (raw.length() > 2 * MAX_LENGTH || raw.codePointCount(0, raw.length()) > MAX_LENGTH) {
      throw new InvalidValueException(
          "string_too_long", "must be at most " + MAX_LENGTH + " characters");
    }
    if (raw.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      // Lone surrogates all encode to '?', which would make different passwords equal.
      throw new InvalidValueException("value_error", "must be valid Unicode text");
    }
    return new Password(raw);
  }

  /// The characters, for hashing alone.
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
