package com.adiuva.adapters.http.json;

import com.adiuva.adapters.http.problems.Violations;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads a JSON object by name and type and collects everything wrong with it, so that a caller
/// hears of all failures (the first 100) at once. Absent and `null` mean the same, nothing is
/// coerced, unknown fields are ignored. Read first, then [#check], then use the values.
public final class Fields {
  private final ObjectNode node;
  private final List<String> path;
  private final Violations violations;

  private Fields(ObjectNode node, List<String> path, Violations violations) {
    this.node = node;
    this.path = path;
    this.violations = violations;
  }

  /// The body of a request.
  ///
  /// @throws ProblemException `ValidationFailed` at `["body"]` when it is not an object
  public static Fields ofBody(JsonNode body) {
    if (body instanceof ObjectNode object) {
      return new Fields(object, List.of("body"), new Violations());
    }
    throw new ProblemException(
        new Problem.ValidationFailed(
            List.of(new Violation(List.of("body"), "must be a JSON object", "object_type"))));
  }

  /// A required text without the NUL character, which PostgreSQL cannot store.
  public FieldValue<String> text(String name) {
    return parse(name, Fields::withoutNul);
  }

  /// A required text, turned into a value by `parser`, which refuses with [InvalidValueException].
  public <T> FieldValue<T> parse(String name, Function<String, T> parser) {
    return new FieldValue<>(required(name, optionalParse(name, parser).orElse(null)));
  }

  /// Required bytes in base64.
  ///
  /// @param max the most bytes there may be
  /// @throws com.adiuva.adapters.http.problems.EdgeException `PAYLOAD_TOO_LARGE` at once when there
  ///   are more
  public FieldValue<byte[]> bytes(String name, int max) {
    return new FieldValue<>(required(name, optionalBytes(name, max).orElse(null)));
  }

  /// A required integer from `min` to `max`.
  public FieldValue<Long> integer(String name, long min, long max) {
    OptionalLong value = optionalInteger(name, min, max);
    return new FieldValue<>(required(name, value.isPresent() ? value.getAsLong() : null));
  }

  /// A required object.
  public FieldValue<Fields> object(String name) {
    return new FieldValue<>(required(name, optionalObject(name).orElse(null)));
  }

  public Optional<String> optionalText(String name) {
    return optionalParse(name, Fields::withoutNul);
  }

  public <T> Optional<T> optionalParse(String name, Function<String, T> parser) {
    JsonNode value = present(name);
    return value == null
        ? Optional.empty()
        : Optional.ofNullable(
            textAt(append(path, name), value, text -> parser.apply(text.textValue())));
  }

  public OptionalLong optionalInteger(String name, long min, long max) {
    JsonNode value = present(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber()) {
      violation(name, "int_type", "must be an integer");
    } else if (!value.canConvertToLong() || value.longValue() < min) {
      boolean above = value.bigIntegerValue().signum() > 0 && !value.canConvertToLong();
      violation(
          name,
          above ? "less_than_equal" : "greater_than_equal",
          "must be from " + min + " to " + max);
    } else if (value.longValue() > max) {
      violation(name, "less_than_equal", "must be from " + min + " to " + max);
    } else {
      return OptionalLong.of(value.longValue());
    }
    return OptionalLong.empty();
  }

  /// As [#bytes].
  public Optional<byte[]> optionalBytes(String name, int max) {
    JsonNode value = present(name);
    return value == null
        ? Optional.empty()
        : Optional.ofNullable(
            textAt(append(path, name), value, text -> Base64Text.decode(text, max)));
  }

  /// A list of numbers, turned into a value by `parser`, which refuses with
  /// [InvalidValueException].
  public <T> Optional<T> optionalNumbers(String name, Function<float[], T> parser) {
    JsonNode value = present(name);
    if (value == null) {
      return Optional.empty();
    }
    float[] numbers = new float[value.size()];
    List<String> loc = append(path, name);
    boolean wrong = !value.isArray();
    for (int i = 0; i < numbers.length && !wrong; i++) {
      wrong = !value.get(i).isNumber();
      numbers[i] = value.get(i).floatValue();
    }
    if (wrong) {
      violations.add(loc, "list_type", "must be a list of numbers");
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(numbers));
    } catch (InvalidValueException e) {
      violations.add(loc, e);
      return Optional.empty();
    }
  }

  public Optional<Boolean> optionalBool(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      violation(name, "bool_type", "must be true or false");
      return Optional.empty();
    }
    return Optional.of(value.booleanValue());
  }

  /// A nested object, whose violations count among this one's.
  public Optional<Fields> optionalObject(String name) {
    JsonNode value = present(name);
    return value == null ? Optional.empty() : objectAt(append(path, name), value);
  }

  /// A list of objects, empty when absent. What is not an object is a violation and left out.
  public List<Fields> optionalObjects(String name) {
    List<Fields> objects = new ArrayList<>();
    forEachItem(name, (loc, item) -> objectAt(loc, item).ifPresent(objects::add));
    return objects;
  }

  /// A required list of objects, each with violations of its own: what is wrong with one of them
  /// says its [#check].
  ///
  /// @param max how many there may be
  public List<Fields> independentObjects(String name, int max) {
    List<Fields> objects = new ArrayList<>();
    if (!isWithin(name, max)) {
      return objects;
    }
    forEachItem(
        name,
        (loc, item) -> {
          Violations own = new Violations();
          if (!(item instanceof ObjectNode)) {
            own.add(loc, "object_type", "must be an object");
          }
          objects.add(new Fields(item instanceof ObjectNode o ? o : Json.object(), loc, own));
        });
    return objects;
  }

  /// A list of texts, empty when absent.
  public List<String> optionalTexts(String name) {
    return optionalParsedTexts(name, Fields::withoutNul);
  }

  /// A required list of objects. What is not an object is a violation and left out.
  ///
  /// @param max how many there may be
  public List<Fields> objects(String name, int max) {
    return isWithin(name, max) ? optionalObjects(name) : List.of();
  }

  /// A required list of texts, each turned into a value by `parser`, which refuses with
  /// [InvalidValueException].
  ///
  /// @param max how many there may be
  public <T> List<T> texts(String name, int max, Function<String, T> parser) {
    return isWithin(name, max) ? optionalParsedTexts(name, parser) : List.of();
  }

  private boolean isWithin(String name, int max) {
    requirePresent(name);
    JsonNode value = present(name);
    if (value != null && value.isArray() && value.size() > max) {
      violation(name, "too_long", "must be at most " + max + " items");
      return false;
    }
    return true;
  }

  /// A list of texts, empty when absent, each turned into a value by `parser`, which refuses with
  /// [InvalidValueException].
  private <T> List<T> optionalParsedTexts(String name, Function<String, T> parser) {
    List<T> values = new ArrayList<>();
    forEachItem(
        name,
        (loc, item) -> {
          T value = textAt(loc, item, text -> parser.apply(text.textValue()));
          if (value != null) {
            values.add(value);
          }
        });
    return values;
  }

  /// An object of any content as the domain sees it, empty when absent.
  public JsonObject optionalJson(String name) {
    return optionalObject(name).map(Fields::json).orElseGet(JsonObject::empty);
  }

  /// The whole object as the domain sees it.
  public JsonObject json() {
    return Json.toDomain(node);
  }

  /// A required object of texts, in order.
  public Map<String, String> texts(String name) {
    Map<String, String> values = new LinkedHashMap<>();
    FieldValue<Fields> object = object(name);
    if (object.isPresent()) {
      Fields texts = object.get();
      texts
          .node
          .properties()
          .forEach(field ->
              texts
                  .optionalText(field.getKey())
                  .ifPresent(text -> values.put(field.getKey(), text)));
    }
    return values;
  }

  /// Any JSON value as the domain sees it, null when absent.
  public @Nullable Object optionalAny(String name) {
    JsonNode value = present(name);
    return value == null ? null : Json.value(value);
  }

  /// Exactly one of two fields has to be there.
  public void requireOneOf(String first, String second) {
    if (present(first) == null) {
      requirePresent(second);
    } else if (present(second) != null) {
      violation(second, "value_error", "must not be there beside " + first);
    }
  }

  /// Records what only the caller can see to be wrong with a field.
  public void violation(String name, String type, String message) {
    violations.add(append(path, name), type, message);
  }

  /// @throws ProblemException `ValidationFailed` with what was found wrong so far
  public void check() {
    violations.check();
  }

  private @Nullable JsonNode present(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private <T> @Nullable T required(String name, @Nullable T value) {
    if (value == null) {
      requirePresent(name);
    }
    return value;
  }

  private void requirePresent(String name) {
    if (present(name) == null) {
      violation(name, "missing", "is required");
    }
  }

  private <T> @Nullable T textAt(List<String> loc, JsonNode value, Function<TextNode, T> parser) {
    if (!(value instanceof TextNode text)) {
      violations.add(loc, "string_type", "must be a string");
      return null;
    }
    try {
      return parser.apply(text);
    } catch (InvalidValueException e) {
      violations.add(loc, e);
      return null;
    }
  }

  private static String withoutNul(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new InvalidValueException("value_error", "must not contain the NUL character");
    }
    return text;
  }

  private Optional<Fields> objectAt(List<String> loc, JsonNode value) {
    if (value instanceof ObjectNode object) {
      return Optional.of(new Fields(object, loc, violations));
    }
    violations.add(loc, "object_type", "must be an object");
    return Optional.empty();
  }

  private void forEachItem(String name, ItemReader reader) {
    JsonNode value = present(name);
    if (value == null) {
      return;
    }
    if (!value.isArray()) {
      violation(name, "list_type", "must be a list");
      return;
    }
    List<String> loc = append(path, name);
    for (int i = 0; i < value.size() && !violations.isFull(); i++) {
      reader.read(append(loc, Integer.toString(i)), value.get(i));
    }
  }

  private static List<String> append(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  @FunctionalInterface
  private interface ItemReader {
    void read(List<String> loc, JsonNode item);
  }
}
