package com.adiuva.application.chat.agents;

import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What models mean by the arguments they send, and the rules no schema can state.
public final class Arguments {
  /// With [#APPROVED], tells a user's wish from a model's proposal.
  static final Parameter AI_SUGGESTED =
      Parameter.optional(
          "is_ai_suggested",
          Parameter.Type.INTEGER,
          "0: the user asked for it; 1: you propose it by yourself");

  static final Parameter APPROVED =
      Parameter.optional(
          "is_approved",
          Parameter.Type.INTEGER,
          "1: the user asked for it; 0: it waits for the user's approval");

  private static final Map<String, String> OLDER_NAMES = Map.of("checkpoint_id", "timeline_id");

  private Arguments() {}

  /// Without optional strings that are empty: models often write those for "not given".
  static JsonObject withoutBlankOptionals(ToolSpec spec, JsonObject arguments) {
    return without(spec, arguments, value -> value instanceof String text && text.isBlank());
  }

  /// Without optional parameters that are `-1`, which means "leave as it is" whatever their type.
  static JsonObject withoutUnchanged(ToolSpec spec, JsonObject arguments) {
    return without(spec, arguments, value -> value instanceof Number n && n.doubleValue() == -1);
  }

  /// With today's parameter names.
  static JsonObject renamed(ToolSpec spec, JsonObject arguments) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(arguments.fields());
    OLDER_NAMES.forEach((older, name) -> {
      if (fields.containsKey(older)
          && spec.parameters().stream().anyMatch(p -> p.name().equals(name))) {
        Object value = fields.remove(older);
        fields.putIfAbsent(name, value);
      }
    });
    return new JsonObject(fields);
  }

  /// What is wrong with values that fit the schema, as a sentence for the model; null when nothing
  /// is.
  public static @Nullable String wrongWith(JsonObject data) {
    for (String flag : new String[] {"is_ai_suggested", "is_approved"}) {
      if (data.integer(flag).orElse(0) < 0 || data.integer(flag).orElse(0) > 1) {
        return "'" + flag + "' must be 0 or 1";
      }
    }
    for (String time : new String[] {"due_date", "date"}) {
      if (data.integer(time).orElse(0) < 0) {
        return "'" + time + "' must be a time in epoch milliseconds, not before 1970";
      }
    }
    for (String label : new String[] {"title", "name"}) {
      if (data.text(label).filter(String::isBlank).isPresent()) {
        return "'" + label + "' must not be empty";
      }
    }
    return null;
  }

  private static JsonObject without(
      ToolSpec spec, JsonObject arguments, Predicate<@Nullable Object> unwanted) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(arguments.fields());
    for (Parameter parameter : spec.parameters()) {
      if (!parameter.required() && unwanted.test(fields.get(parameter.name()))) {
        fields.remove(parameter.name());
      }
    }
    return new JsonObject(fields);
  }
}
