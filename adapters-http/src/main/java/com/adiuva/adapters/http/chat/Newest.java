package com.adiuva.adapters.http.chat;

import com.adiuva.domain.shared.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Cuts the lists of a context to what a model can use.
final class Newest {
  /// The most items of a list that are kept.
  static final int KEPT = 200;

  private Newest() {}

  /// The last items.
  static <T> List<T> last(List<T> items) {
    return items.subList(Math.max(0, items.size() - KEPT), items.size());
  }

  /// The records changed last, in the order they came. One without a time counts as the oldest;
  /// among equals the later one counts as newer.
  static List<JsonObject> records(List<JsonObject> records) {
    if (records.size() <= KEPT) {
      return records;
    }
    return IntStream.range(0, records.size())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(i -> changedAt(records.get(i)))
                .thenComparingInt(i -> i)
                .reversed())
        .limit(KEPT)
        .sorted()
        .map(records::get)
        .toList();
  }

  private static long changedAt(JsonObject record) {
    return record.integer("updated_at").orElse(record.integer("created_at").orElse(Long.MIN_VALUE));
  }
}
