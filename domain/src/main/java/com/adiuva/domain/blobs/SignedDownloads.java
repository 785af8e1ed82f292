package com.adiuva.domain.blobs;

import com.adiuva.domain.shared.InvalidValueException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Links to blobs that this server serves itself: what may be read and until when, under an
/// HMAC-SHA256, so that nothing about them is kept.
public final class SignedDownloads {
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final int MAX_TOKEN = 1024;

  private final Supplier<String> base;
  private final SecretKeySpec secret;
  private final Clock clock;

  /// What a valid link allows.
  public record Download(BlobKey key, String fileName) {}

  /// @param base what a token is appended to, such as `https://example.org/api/v1/downloads/`;
  ///   asked for each link, since a port may be known late
  /// @param secret at least 32 random bytes, the same on every instance
  public SignedDownloads(Supplier<String> base, byte[] secret, Clock clock) {
    if (secret.length < 32) {
      throw new IllegalArgumentException("a signing secret has at least 32 bytes");
    }
    this.base = base;
    this.secret = new SecretKeySpec(secret, "HmacSHA256");
    this.clock = clock;
  }

  /// A link to the blob.
  ///
  /// @throws InvalidValueException for a file name that is not `[A-Za-z0-9._-]{1,128}`
  public URI link(BlobKey key, Duration lifetime, String fileName) {
    if (!FILE_NAME.matcher(fileName).matches()) {
      throw new InvalidValueException("file_name", "must be 1 to 128 of letters, digits, . _ -");
    }
    long expires = clock.instant().plus(lifetime).toEpochMilli();
    String claim = expires + "\n" + fileName + "\n" + key;
    return URI.create(
        base.get() + encode(claim.getBytes(StandardCharsets.UTF_8)) + "." + encode(sign(claim)));
  }

  /// What the token at the end of a link allows now; empty when it was not made here, was altered
  /// or has expired.
  public Optional<Download> verify(String token) {
    int dot = token.indexOf('.');
    if (token.length() > MAX_TOKEN || dot < 0) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token.substring(0, dot));
      byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      String claim = new String(bytes, StandardCharsets.UTF_8);
      if (!MessageDigest.isEqual(signature, sign(claim))) {
        return Optional.empty();
      }
      String[] parts = claim.split("\n", -1);
      if (!clock.instant().isBefore(Instant.ofEpochMilli(Long.parseLong(parts[0])))) {
        return Optional.empty();
      }
      return Optional.of(new Download(new BlobKey(parts[2]), parts[1]));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not base64
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private byte[] sign(String claim) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      return mac.doFinal(claim.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC-SHA256", e);
    }
  }
}
