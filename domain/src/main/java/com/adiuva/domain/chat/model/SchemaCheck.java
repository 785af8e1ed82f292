package com.adiuva.domain.chat.model;

import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds arguments against a schema. Types are never coerced: a model that sends `"5"` for an
/// integer is told so and tries again.
final class SchemaCheck {
  private static final String JSON_STRING =
      "\"(?:[^\"\\\\\\x00-\\x1f]|\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+\"";

  /// Possessive throughout: hostile input costs linear time and no stack.
  private static final Pattern JSON_STRING_LIST =
      Pattern.compile(
          "\\s*+\\[\\s*+(?:"
              + JSON_STRING
              + "\\s*+(?:,\\s*+"
              + JSON_STRING
              + "\\s*+)*+)?+\\]\\s*+");

  private SchemaCheck() {}

  static List<String> violations(List<Parameter> parameters, JsonObject arguments) {
    List<String> found = new ArrayList<>();
    Map<String, Parameter> known =
        parameters.stream().collect(Collectors.toMap(Parameter::name, p -> p));
    for (String name : arguments.fields().keySet()) {
      if (!known.containsKey(name)) {
        found.add("there is no parameter '" + shown(name) + "'");
      }
    }
    for (Parameter parameter : parameters) {
      Object value = arguments.get(parameter.name());
      if (value == null) {
        if (parameter.required()) {
          found.add("'" + parameter.name() + "' is required");
        }
      } else {
        String wrong = wrongWith(parameter, value);
        if (wrong != null) {
          found.add("'" + parameter.name() + "' " + wrong);
        }
      }
    }
    return found;
  }

  private static @Nullable String wrongWith(Parameter parameter, Object value) {
    return switch (parameter.type()) {
      case STRING -> wrongWithString(parameter, value);
      case INTEGER -> value instanceof Long ? null : "must be an integer";
      case NUMBER -> value instanceof Number ? null : "must be a number";
      case BOOLEAN -> value instanceof Boolean ? null : "must be true or false";
      case STRING_LIST -> wrongWithList(parameter, value);
      case JSON_STRING_LIST ->
          value instanceof String s && JSON_STRING_LIST.matcher(s).matches()
              ? null
              : "must be a string with a JSON list of strings, such as \"[\\\"Ann\\\"]\"";
      case OBJECT_LIST -> wrongWithObjects(parameter, value);
    };
  }

  private static @Nullable String wrongWithObjects(Parameter parameter, Object value) {
    JsonObject holder = JsonObject.builder().put("items", value).build();
    List<JsonObject> objects = holder.objects("items");
    if (!(value instanceof List<?> list) || objects.size() != list.size()) {
      return "must be a list of objects";
    }
    for (int i = 0; i < objects.size(); i++) {
      List<String> wrong = violations(parameter.items(), objects.get(i));
      if (!wrong.isEmpty()) {
        return "has in item " + i + ": " + String.join("; ", wrong);
      }
    }
    return null;
  }

  private static @Nullable String wrongWithString(Parameter parameter, Object value) {
    if (!(value instanceof String text)) {
      return "must be a string";
    }
    if (parameter.required() && text.isBlank()) {
      return "must not be empty";
    }
    return allowed(parameter, text) ? null : mustBeOneOf(parameter);
  }

  private static @Nullable String wrongWithList(Parameter parameter, Object value) {
    if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      return "must be a list of strings";
    }
    return list.stream().allMatch(item -> allowed(parameter, (String) item))
        ? null
        : mustBeOneOf(parameter);
  }

  private static boolean allowed(Parameter parameter, String value) {
    return parameter.choices().isEmpty() || parameter.choices().contains(value);
  }

  private static String mustBeOneOf(Parameter parameter) {
    return "must be one of " + String.join(", ", parameter.choices());
  }

  private static String shown(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }
}
