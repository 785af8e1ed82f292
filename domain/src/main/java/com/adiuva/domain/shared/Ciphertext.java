package com.adiuva.domain.shared;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// Bytes a client encrypted, small enough for memory, with the checksum they are known to have.
public final class Ciphertext {
  private final byte[] bytes;
  private final Checksum checksum;

  private Ciphertext(byte[] bytes, Checksum checksum) {
    this.bytes = bytes;
    this.checksum = checksum;
  }

  /// What a client sent.
  ///
  /// @param bytes not copied: the caller does not touch them again
  /// @throws ProblemException `ChecksumMismatch` when they do not have the checksum
  public static Ciphertext verified(byte[] bytes, Checksum checksum) {
    if (!Checksum.of(bytes).equals(checksum)) {
      throw new ProblemException(new StorageProblem.ChecksumMismatch());
    }
    return new Ciphertext(bytes, checksum);
  }

  /// What was verified before it was stored.
  ///
  /// @param bytes not copied: the caller does not touch them again
  public static Ciphertext stored(byte[] bytes, Checksum checksum) {
    return new Ciphertext(bytes, checksum);
  }

  public int size() {
    return bytes.length;
  }

  public Checksum checksum() {
    return checksum;
  }

  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  /// A copy.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// Without the bytes.
  @Override
  public String toString() {
    return "Ciphertext[" + bytes.length + " bytes]";
  }
}
