package com.adiuva.bootstrap.campaigns;

import com.adiuva.bootstrap.testkit.ApiClient;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Bytes that no other content of a campaign has.
final class Content {
  private static final int SMALLEST = 16;

  private final byte[] bytes;
  private final String checksum;

  private Content(byte[] bytes) {
    this.bytes = bytes;
    this.checksum = checksum(bytes);
  }

  /// @param largest how many bytes at most
  static Content random(RandomGenerator random, int largest) {
    byte[] bytes = new byte[random.nextInt(SMALLEST, Math.max(SMALLEST, largest) + 1)];
    random.nextBytes(bytes);
    return new Content(bytes);
  }

  static String checksum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  byte[] bytes() {
    return bytes;
  }

  /// As the wire has it.
  String checksum() {
    return checksum;
  }

  int size() {
    return bytes.length;
  }

  /// An object with `blob` and `checksum`.
  ObjectNode json() {
    return ApiClient.JSON
        .createObjectNode()
        .put("blob", Base64.getEncoder().encodeToString(bytes))
        .put("checksum", checksum);
  }
}
