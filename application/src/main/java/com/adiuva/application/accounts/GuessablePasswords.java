package com.adiuva.application.accounts;

import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.shared.InvalidValueException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Passwords that a guesser tries first: the commonest ones of at least eight characters, the
/// account's own address, and the name of this product.
final class GuessablePasswords {
  private static final String LIST = "common-passwords.txt";
  private static final Set<String> COMMON = load();

  private GuessablePasswords() {}

  /// @throws InvalidValueException when the password is one of them, whatever its case
  static void refuse(Password password, EmailAddress email) {
    String lower = password.reveal().toLowerCase(Locale.ROOT);
    String name = email.value().substring(0, email.value().indexOf('@'));
    if (COMMON.contains(lower)
        || lower.equals(email.value())
        || lower.equals(name)
        || lower.matches("adiuva[0-9!._-]*")) {
      throw new InvalidValueException(
          "password_too_common", "is one of the first passwords a guesser tries; choose another");
    }
  }

  private static Set<String> load() {
    try (InputStream in = GuessablePasswords.class.getResourceAsStream(LIST)) {
      if (in == null) {
        throw new IllegalStateException("resource missing: " + LIST);
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
