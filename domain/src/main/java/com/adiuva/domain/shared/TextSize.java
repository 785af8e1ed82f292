package com.adiuva.domain.shared;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How much text there is, in bytes of UTF-8, without encoding it.
public final class TextSize {
  private TextSize() {}

  /// The bytes of a text. Half of a surrogate pair counts as two.
  public static long of(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }

  /// The bytes of all texts inside a value as in [JsonObject]; names of fields do not count, and
  /// what is no text counts as one byte.
  public static long ofTextsIn(@Nullable Object value) {
    return switch (value) {
      case String text -> of(text);
      case JsonObject object -> ofTextsIn(object.fields());
      case Map<?, ?> map -> {
        long bytes = 0;
        for (Object item : map.values()) {
          bytes += ofTextsIn(item);
        }
        yield bytes;
      }
      case Iterable<?> items -> {
        long bytes = 0;
        for (Object item : items) {
          bytes += ofTextsIn(item);
        }
        yield bytes;
      }
      case null, default -> 1;
    };
  }
}
