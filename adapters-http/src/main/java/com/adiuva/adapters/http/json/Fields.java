package com.adiuva.adapters.http.json;

import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads a JSON object by name and type and collects everything wrong with it, so that a caller
/// hears of all failures (the first 100) at once. Absent and `null` mean the same, nothing is
/// coerced, unknown fields are ignored. Read first, then [#check], then use the values.
public final class Fields {
  /// Enough to correct a request by; a body of a million wrong items gets no answer of their size.
  private static final int MAX_VIOLATIONS = 100;

  private final ObjectNode node;
  private final List<String> path;
  private final List<Violation> violations;

  private Fields(ObjectNode node, List<String> path, List<Violation> violations) {
    this.node = node;
    this.path = path;
    this.violations = violations;
  }

  /// The body of a request.
  ///
  /// @throws ProblemException `ValidationFailed` at `["body"]` when it is not an object
  public static Fields ofBody(JsonNode body) {
    if (body instanceof ObjectNode object) {
      return new Fields(object, List.of("body"), new ArrayList<>());
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
        : Optional.ofNullable(textAt(append(path, name), value, parser));
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

  /// A list of texts, empty when absent.
  public List<String> optionalTexts(String name) {
    List<String> texts = new ArrayList<>();
    forEachItem(
        name,
        (loc, item) -> {
          String text = textAt(loc, item, Fields::withoutNul);
          if (text != null) {
            texts.add(text);
          }
        });
    return texts;
  }

  /// An object of any content as the domain sees it, empty when absent.
  public JsonObject optionalJson(String name) {
    return optionalObject(name).map(Fields::json).orElseGet(JsonObject::empty);
  }

  /// The whole object as the domain sees it.
  public JsonObject json() {
    return Json.toDomain(node);
  }

  /// Records what only the caller can see to be wrong with a field.
  public void violation(String name, String type, String message) {
    add(new Violation(append(path, name), message, type));
  }

  /// @throws ProblemException `ValidationFailed` with what was found wrong so far
  public void check() {
    if (!violations.isEmpty()) {
      throw new ProblemException(new Problem.ValidationFailed(violations));
    }
  }

  private @Nullable JsonNode present(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private <T> @Nullable T required(String name, @Nullable T value) {
    if (value == null && present(name) == null) {
      violation(name, "missing", "is required");
    }
    return value;
  }

  private <T> @Nullable T textAt(List<String> loc, JsonNode value, Function<String, T> parser) {
    if (!value.isTextual()) {
      add(new Violation(loc, "must be a string", "string_type"));
      return null;
    }
    try {
      return parser.apply(value.textValue());
    } catch (InvalidValueException e) {
      add(new Violation(loc, e.getMessage(), e.type()));
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
    add(new Violation(loc, "must be an object", "object_type"));
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
    for (int i = 0; i < value.size() && !isFull(); i++) {
      reader.read(append(loc, Integer.toString(i)), value.get(i));
    }
  }

  private void add(Violation violation) {
    if (!isFull()) {
      violations.add(violation);
    }
  }

  private boolean isFull() {
    return violations.size() >= MAX_VIOLATIONS;
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
