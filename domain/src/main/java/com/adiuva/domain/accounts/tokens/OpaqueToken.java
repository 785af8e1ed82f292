package com.adiuva.domain.accounts.tokens;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A 256-bit secret that means nothing by itself: a refresh token or a socket ticket. On the wire
/// 43 characters of base64url; at rest only its SHA-256.
public final class OpaqueToken {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final String value;

  private OpaqueToken(String value) {
    this.value = value;
  }

  /// @param random must be cryptographically strong
  public static OpaqueToken random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return ofBytes(bytes);
  }

  /// The token, if the text has the form of one.
  public static Optional<OpaqueToken> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new OpaqueToken(text)) : Optional.empty();
  }

  /// The token that follows this one: an HMAC-SHA-256 of it under the salt kept beside its hash.
  /// Everybody who presents this token derives the same child, and nobody can from the database
  /// alone.
  public OpaqueToken child(byte[] salt) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
      return ofBytes(mac.doFinal(value.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /// SHA-256 of the token: the only form in which it is stored.
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The wire form, for the answer that hands it out.
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "[redacted]";
  }

  private static OpaqueToken ofBytes(byte[] bytes) {
    return new OpaqueToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
