package com.adiuva.application.chat.fingerprints;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The disguises in which a model can be talked into writing a text. Base64 comes in three, as a
/// fragment may begin anywhere in a group of three bytes.
public final class Encodings {
  private Encodings() {}

  public static List<String> of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return List.of(
        new StringBuilder(text).reverse().toString(),
        rot13(text),
        HexFormat.of().formatHex(bytes),
        URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"),
        base64(bytes, 0),
        base64(bytes, 1),
        base64(bytes, 2));
  }

  private static String base64(byte[] bytes, int skipped) {
    int from = Math.min(skipped, bytes.length);
    byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
    return Base64.getEncoder().withoutPadding().encodeToString(rest);
  }

  private static String rot13(String text) {
    StringBuilder rotated = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'a' && c <= 'z') {
        rotated.append((char) ('a' + (c - 'a' + 13) % 26));
      } else if (c >= 'A' && c <= 'Z') {
        rotated.append((char) ('A' + (c - 'A' + 13) % 26));
      } else {
        rotated.append(c);
      }
    }
    return rotated.toString();
  }
}
