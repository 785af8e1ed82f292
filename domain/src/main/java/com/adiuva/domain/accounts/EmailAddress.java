package com.adiuva.domain.accounts;

import com.adiuva.domain.shared.InvalidValueException;
import java.text.Normalizer;
import java.util.Locale;

/// An e-mail address in the one form under which it is unique: compatibility-normalised (so that
/// full-width look-alikes are the same address), trimmed, lower case, at most 254 characters, one
/// `@`.
public record EmailAddress(String value) {
  private static final int MAX_LENGTH = 254;

  public EmailAddress {
    value = normalise(value);
    if (value.length() > MAX_LENGTH) {
      throw new InvalidValueException(
          "string_too_long", "must be at most " + MAX_LENGTH + " characters");
    }
    int at = value.indexOf('@');
    if (at < 1 || at == value.length() - 1 || value.indexOf('@', at + 1) >= 0) {
      throw new InvalidValueException(
          "value_error", "must be an e-mail address such as ann@example.org");
    }
    if (value
        .codePoints()
        .anyMatch(c ->
            Character.isISOControl(c)
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.FORMAT)) {
      throw new InvalidValueException(
          "value_error", "must not contain spaces or control characters");
    }
  }

  private static String normalise(String raw) {
    if (raw.length() > 4 * MAX_LENGTH) {
      return raw; // far too long either way: not worth normalising
    }
    // Twice: of some letters only the small one composes with its mark.
    return compose(compose(raw.strip()).toLowerCase(Locale.ROOT));
  }

  private static String compose(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  /// Never the address: it would end in a log.
  @Override
  public String toString() {
    return "[e-mail address]";
  }
}
