package com.adiuva.benchmarks.records;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SplittableRandom;

/// What one client has to store: 1 KiB each time, never the same twice. Not thread-safe.
final class Ciphertexts {
  static final int SIZE = 1_024;

  private final SplittableRandom random = new SplittableRandom();
  private final MessageDigest digest;

  Ciphertexts() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  byte[] next() {
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    return bytes;
  }

  byte[] checksum(byte[] bytes) {
    return digest.digest(bytes);
  }

  /// The body that creates one record.
  byte[] create() {
    return ("{" + fields() + "}").getBytes(StandardCharsets.US_ASCII);
  }

  /// The body that creates several, all or none.
  byte[] batch(int count) {
    StringBuilder body = new StringBuilder(count * 2 * SIZE).append("{\"operations\":[");
    for (int i = 0; i < count; i++) {
      body.append(i == 0 ? "" : ",").append("{\"op\":\"put\",").append(fields()).append('}');
    }
    return body.append("],\"atomic\":true}").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private String fields() {
    byte[] bytes = next();
    return "\"table\":\"bench\",\"blob\":\""
        + Base64.getEncoder().encodeToString(bytes)
        + "\",\"checksum\":\""
        + HexFormat.of().formatHex(checksum(bytes))
        + "\"";
  }
}
