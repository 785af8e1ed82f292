package com.adiuva.adapters.http.testkit;

import com.adiuva.domain.shared.Checksum;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Encrypted bytes as requests carry them.
public final class Blobs {
  private Blobs() {}

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// `"blob":…,"checksum":…`.
  public static String fields(String text) {
    return fields(bytes(text));
  }

  public static String fields(byte[] bytes) {
    return "\"blob\":\"%s\",\"checksum\":\"%s\"".formatted(base64(bytes), checksum(bytes));
  }

  public static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public static String checksum(String text) {
    return checksum(bytes(text));
  }

  public static String checksum(byte[] bytes) {
    return Checksum.of(bytes).hex();
  }
}
