package com.adiuva.domain.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A fake that hashes fast: salted SHA-256, for tests that are not about hashing.
public final class FastPasswordHasher implements PasswordHasher {
  @Override
  public String hash(Password password) {
    byte[] salt = new byte[8];
    new SecureRandom().nextBytes(salt);
    return hash(password, HexFormat.of().formatHex(salt));
  }

  @Override
  public Check verify(Password password, String storedHash) {
    String[] parts = storedHash.split(":", -1);
    return parts.length == 2 && hash(password, parts[0]).equals(storedHash)
        ? Check.MATCHES
        : Check.DIFFERS;
  }

  @Override
  public void verifyNothing(Password password) {}

  private static String hash(Password password, String salt) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((salt + password.reveal()).getBytes(StandardCharsets.UTF_8));
      return salt + ':' + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
