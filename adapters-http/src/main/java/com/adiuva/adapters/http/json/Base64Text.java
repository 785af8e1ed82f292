package com.adiuva.adapters.http.json;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.domain.shared.InvalidValueException;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// Base64 as the wire has it: the standard alphabet with padding, or the URL-safe one with or
/// without. Bytes have one spelling in each: no white space, no bits left over.
final class Base64Text {
  private static final byte[] VALUES = new byte[128];
  private static final int PLAIN = 0;
  private static final int STANDARD = 1;
  private static final int URL_SAFE = 2;

  static {
    Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
    VALUES['+'] = VALUES['-'] = 62;
    VALUES['/'] = VALUES['_'] = 63;
  }

  private Base64Text() {}

  /// @param max the most bytes there may be
  /// @throws EdgeException `PAYLOAD_TOO_LARGE` when there are more
  /// @throws InvalidValueException for any other text
  static byte[] decode(TextNode node, int max) {
    if (node instanceof LongText text) {
      return decode(text::at, text.length(), max);
    }
    String text = node.textValue();
    return decode(text::charAt, text.length(), max);
  }

  private static byte[] decode(IntUnaryOperator text, int length, int max) {
    int end = length;
    while (end > 0 && length - end < 2 && text.applyAsInt(end - 1) == '=') {
      end--;
    }
    boolean padded = end < length;
    if (end % 4 == 1 || (padded && length % 4 != 0)) {
      throw invalid();
    }
    long size = end * 3L / 4;
    if (size > max) {
      throw new EdgeException(EdgeProblem.PAYLOAD_TOO_LARGE);
    }
    byte[] bytes = new byte[(int) size];
    int alphabet = decode(text, end, bytes);
    if (alphabet == STANDARD && !padded && end % 4 != 0) {
      throw invalid();
    }
    return bytes;
  }

  /// @return which alphabet it was, as far as can be seen
  private static int decode(IntUnaryOperator text, int end, byte[] bytes) {
    int alphabet = PLAIN;
    int bits = 0;
    int have = 0;
    int at = 0;
    for (int i = 0; i < end; i++) {
      int c = text.applyAsInt(i);
      int value = c >= 0 && c < VALUES.length ? VALUES[c] : -1;
      if (value < 0) {
        throw invalid();
      }
      if (value >= 62) {
        alphabet |= c == '+' || c == '/' ? STANDARD : URL_SAFE;
      }
      bits = bits << 6 | value;
      have += 6;
      if (have >= 8) {
        have -= 8;
        bytes[at++] = (byte) (bits >> have);
        bits &= (1 << have) - 1;
      }
    }
    if (bits != 0 || alphabet == (STANDARD | URL_SAFE)) {
      throw invalid();
    }
    return alphabet;
  }

  private static InvalidValueException invalid() {
    return new InvalidValueException(
        "base64", "must be base64: the standard alphabet with padding, or the URL-safe one");
  }
}
