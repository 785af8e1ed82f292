package com.adiuva.domain.shared;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// An immutable JSON object: tool arguments, action data, and the records a client sends as
/// context.
///
/// Values are `null`, [String], [Boolean], [Long], [Double], [List] of values and [Map] from
/// [String] to values, copied deeply and kept in order. Integers of other widths become `Long`,
/// other decimals become `Double`; anything else is refused with an [IllegalArgumentException].
public record JsonObject(Map<String, @Nullable Object> fields) {
  private static final JsonObject EMPTY = new JsonObject(Map.of());

  public JsonObject {
    fields = copyOfMap(fields);
  }

  public static JsonObject empty() {
    return EMPTY;
  }

  /// A builder that keeps the order in which fields are put.
  public static Builder builder() {
    return new Builder();
  }

  /// Whether the field is there, `null` or not.
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /// The raw value, or `null` when the field is absent or null.
  public @Nullable Object get(String name) {
    return fields.get(name);
  }

  /// The value where it is a string.
  public Optional<String> text(String name) {
    return fields.get(name) instanceof String s ? Optional.of(s) : Optional.empty();
  }

  /// The value where it is an integer.
  public OptionalLong integer(String name) {
    return fields.get(name) instanceof Long l ? OptionalLong.of(l) : OptionalLong.empty();
  }

  /// The value where it is an object.
  public Optional<JsonObject> object(String name) {
    return fields.get(name) instanceof Map<?, ?> m
        ? Optional.of(new JsonObject(copyOfMap(m)))
        : Optional.empty();
  }

  /// The objects in the list of that name; what is not an object is left out.
  public List<JsonObject> objects(String name) {
    if (!(fields.get(name) instanceof List<?> list)) {
      return List.of();
    }
    return list.stream()
        .filter(Map.class::isInstance)
        .map(item -> new JsonObject(copyOfMap((Map<?, ?>) item)))
        .toList();
  }

  /// The strings in the list of that name; what is not a string is left out.
  public List<String> texts(String name) {
    if (!(fields.get(name) instanceof List<?> list)) {
      return List.of();
    }
    return list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
  }

  /// This object with one field set, in its old place or at the end.
  public JsonObject with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(fields);
    copy.put(name, value);
    return new JsonObject(copy);
  }

  /// Without the content, which is the user's.
  @Override
  public String toString() {
    return "JsonObject[" + fields.size() + " fields]";
  }

  private static Map<String, @Nullable Object> copyOfMap(Map<?, ?> source) {
    Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(source.size());
    for (Map.Entry<?, ?> entry : source.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new IllegalArgumentException("a JSON object has string keys");
      }
      copy.put(key, copyOf(entry.getValue()));
    }
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object copyOf(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String s -> s;
      case Boolean b -> b;
      case Long l -> l;
      case Integer i -> i.longValue();
      case Short s -> s.longValue();
      case Double d -> finite(d);
      case Float f -> finite(f.doubleValue());
      case BigDecimal d -> finite(d.doubleValue());
      case JsonObject o -> o.fields();
      case Map<?, ?> m -> copyOfMap(m);
      case List<?> l -> {
        List<@Nullable Object> copy = new ArrayList<>(l.size());
        l.forEach(item -> copy.add(copyOf(item)));
        yield Collections.unmodifiableList(copy);
      }
      default -> throw new IllegalArgumentException("not JSON data: " + value.getClass().getName());
    };
  }

  private static Double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no infinite numbers");
    }
    return value;
  }

  /// Collects fields in order.
  public static final class Builder {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String name, @Nullable Object value) {
      fields.put(name, value);
      return this;
    }

    /// Puts the field only when there is a value.
    public Builder putIfPresent(String name, @Nullable Object value) {
      if (value != null) {
        fields.put(name, value);
      }
      return this;
    }

    public JsonObject build() {
      return new JsonObject(fields);
    }
  }
}
