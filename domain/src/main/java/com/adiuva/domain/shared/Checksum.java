package com.adiuva.domain.shared;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// The SHA-256 of some bytes. On the wire 64 hexadecimal digits, lower case when we write them.
/// Comparing two takes the same time wherever they differ.
public final class Checksum {
  private static final int BYTES = 32;
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] digest;

  private Checksum(byte[] digest) {
    this.digest = digest;
  }

  /// The checksum of `bytes`.
  public static Checksum of(byte[] bytes) {
    return new Checksum(newDigest().digest(bytes));
  }

  /// A checksum that was computed before.
  ///
  /// @param digest the 32 bytes, copied
  /// @throws InvalidValueException for another number of bytes
  public static Checksum ofDigest(byte[] digest) {
    if (digest.length != BYTES) {
      throw new InvalidValueException("checksum", "must be a SHA-256 of 32 bytes");
    }
    return new Checksum(digest.clone());
  }

  /// Reads what [#hex] writes, in either case.
  ///
  /// @throws InvalidValueException for anything but 64 hexadecimal digits
  public static Checksum parse(String hex) {
    if (hex.length() == 2 * BYTES) {
      try {
        return new Checksum(HEX.parseHex(hex.toLowerCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        // falls through to the one answer
      }
    }
    throw new InvalidValueException(
        "checksum", "must be the SHA-256 of the bytes as 64 hexadecimal digits");
  }

  /// A digest for bytes that come in pieces; give its result to [#ofDigest].
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /// The 32 bytes, a copy.
  public byte[] bytes() {
    return digest.clone();
  }

  /// 64 lower-case hexadecimal digits.
  public String hex() {
    return HEX.formatHex(digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Checksum that && MessageDigest.isEqual(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return (digest[0] & 0xFF) << 24
        | (digest[1] & 0xFF) << 16
        | (digest[2] & 0xFF) << 8
        | (digest[3] & 0xFF);
  }

  @Override
  public String toString() {
    return hex();
  }
}
