package com.adiuva.adapters.http.chat;

import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.shared.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Makes of the lists in a context what a model can use: the newest of them, under the keys of
/// action data, where `dueDate` counts as `due_date`.
final class ContextRecords {
  private static final Pattern CAMEL = Pattern.compile("[a-z][a-z0-9]*[A-Z][A-Za-z0-9]*");
  private static final Pattern HUMP =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private ContextRecords() {}

  /// The records changed last, in the order they came. One without a time counts as the oldest;
  /// among equals the later one counts as newer.
  static List<JsonObject> newest(List<JsonObject> records) {
    if (records.size() <= ChatContext.MAX_ITEMS) {
      return records;
    }
    return IntStream.range(0, records.size())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(i -> changedAt(records.get(i)))
                .thenComparingInt(i -> i)
                .reversed())
        .limit(ChatContext.MAX_ITEMS)
        .sorted()
        .map(records::get)
        .toList();
  }

  /// The record with its own keys in snake_case; a key that is there both ways keeps the value of
  /// its snake_case spelling. Keys inside its values are left alone: they are the user's.
  static JsonObject inSnakeCase(JsonObject record) {
    if (record.fields().keySet().stream().noneMatch(ContextRecords::isCamel)) {
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

  private static long changedAt(JsonObject record) {
    return record.integer("updated_at").orElse(record.integer("created_at").orElse(Long.MIN_VALUE));
  }

  private static boolean isCamel(String name) {
    return CAMEL.matcher(name).matches();
  }

  private static String snake(String name) {
    return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
