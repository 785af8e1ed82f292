package com.adiuva.adapters.http.chat;

import com.adiuva.domain.shared.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads records whose keys are written `dueDate` as if they were written `due_date`.
final class SnakeCase {
  private static final Pattern CAMEL = Pattern.compile("[a-z][a-z0-9]*[A-Z][A-Za-z0-9]*");
  private static final Pattern HUMP =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private SnakeCase() {}

  /// The record with its own keys in snake_case; a key that is there both ways keeps the value of
  /// its snake_case spelling. Keys inside its values are left alone: they are the user's.
  static JsonObject keysOf(JsonObject record) {
    if (record.fields().keySet().stream().noneMatch(SnakeCase::isCamel)) {
      return record;
    }
    JsonObject.Builder renamed = JsonObject.builder();
    for (Map.Entry<String, ?> field : record.fields().entrySet()) {
      String name = field.getKey();
      if (!isCamel(name)) {
        renamed.put(name, field.getValue());
      } else if (!record.has(snake(name))) {
        renamed.put(snake(name), field.getValue());
      }
    }
    return renamed.build();
  }

  private static boolean isCamel(String name) {
    return CAMEL.matcher(name).matches();
  }

  private static String snake(String name) {
    return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
