package com.adiuva.adapters.llm.conversation;

import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tools this request offers.
public final class Tools {
  private final Map<String, ToolSpec> specs = new HashMap<>();

  public Tools(List<ToolSpec> specs) {
    specs.forEach(spec -> this.specs.put(spec.name(), spec));
  }

  public boolean has(String tool) {
    return specs.containsKey(tool);
  }

  /// Whether records of this kind can be worked on.
  public boolean own(Topic topic) {
    return has(Kind.of(topic).listTool()) || has(Kind.of(topic).createTool());
  }

  /// The kind of record these tools are for, or null.
  public @Nullable Topic topic() {
    for (Topic topic : Topic.values()) {
      if (own(topic)) {
        return topic;
      }
    }
    return null;
  }

  public boolean takes(String tool, String parameter) {
    return parameter(tool, parameter).isPresent();
  }

  /// A call with those arguments that the tool knows and whose value it allows, in the types it
  /// wants.
  public ToolCall call(String id, String tool, JsonObject arguments) {
    JsonObject.Builder fitting = JsonObject.builder();
    arguments
        .fields()
        .forEach((name, value) -> {
          if (value != null) {
            parameter(tool, name).ifPresent(parameter -> put(fitting, parameter, value));
          }
        });
    return new ToolCall(id, tool, fitting.build());
  }

  private Optional<Parameter> parameter(String tool, String name) {
    ToolSpec spec = specs.get(tool);
    return spec == null
        ? Optional.empty()
        : spec.parameters().stream().filter(p -> p.name().equals(name)).findFirst();
  }

  private static void put(JsonObject.Builder arguments, Parameter parameter, Object value) {
    boolean allowed =
        parameter.choices().isEmpty()
            || !(value instanceof String word)
            || parameter.choices().contains(word);
    if (allowed) {
      arguments.put(parameter.name(), converted(parameter, value));
    }
  }

  private static Object converted(Parameter parameter, Object value) {
    if (value instanceof Boolean flag) {
      return switch (parameter.type()) {
        case INTEGER, NUMBER -> flag ? 1L : 0L;
        case STRING, JSON_STRING_LIST -> flag.toString();
        case BOOLEAN, STRING_LIST, OBJECT_LIST -> flag;
      };
    }
    return value;
  }
}
