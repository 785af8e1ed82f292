package com.adiuva.adapters.http.json;

import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Text as UTF-8 can carry it: models write halves of surrogate pairs, and each becomes U+FFFD.
public final class WellFormed {
  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  public static String text(String text) {
    StringBuilder sound = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      sound.appendCodePoint(half ? REPLACEMENT : point);
      i += Character.charCount(point);
    }
    return sound.toString();
  }

  /// All texts and names in it.
  public static JsonObject object(JsonObject object) {
    JsonObject.Builder copy = JsonObject.builder();
    object.fields().forEach((name, value) -> copy.put(text(name), value(value)));
    return copy.build();
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case String text -> text(text);
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(value(item)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, item) -> copy.put(text(String.valueOf(name)), value(item)));
        yield copy;
      }
      case null, default -> value;
    };
  }
}
