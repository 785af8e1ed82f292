package com.adiuva.domain.chat.model;

import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// A tool as the model sees it: a name, what it is for, and its parameters as a JSON Schema. Also
/// the form of a schema-bound answer.
public record ToolSpec(String name, String description, List<Parameter> parameters) {
  public ToolSpec {
    parameters = List.copyOf(parameters);
  }

  /// The parameters as JSON Schema: an object without further properties.
  public JsonObject jsonSchema() {
    return objectSchema(parameters);
  }

  private static JsonObject objectSchema(List<Parameter> parameters) {
    JsonObject.Builder properties = JsonObject.builder();
    List<String> required = new ArrayList<>();
    for (Parameter parameter : parameters) {
      properties.put(parameter.name(), propertySchema(parameter));
      if (parameter.required()) {
        required.add(parameter.name());
      }
    }
    return JsonObject.builder()
        .put("type", "object")
        .put("properties", properties.build())
        .put("required", required)
        .put("additionalProperties", false)
        .build();
  }

  /// What is wrong with the arguments, in sentences for the model; empty when they fit.
  public List<String> violations(JsonObject arguments) {
    return SchemaCheck.violations(parameters, arguments);
  }

  private static JsonObject propertySchema(Parameter parameter) {
    JsonObject.Builder schema = JsonObject.builder();
    switch (parameter.type()) {
      case STRING, JSON_STRING_LIST -> schema.put("type", "string");
      case INTEGER -> schema.put("type", "integer");
      case NUMBER -> schema.put("type", "number");
      case BOOLEAN -> schema.put("type", "boolean");
      case STRING_LIST -> {
        JsonObject.Builder items = JsonObject.builder().put("type", "string");
        if (!parameter.choices().isEmpty()) {
          items.put("enum", parameter.choices());
        }
        schema.put("type", "array").put("items", items.build());
      }
      case OBJECT_LIST -> schema.put("type", "array").put("items", objectSchema(parameter.items()));
    }
    schema.put("description", parameter.description());
    if (!parameter.choices().isEmpty() && parameter.type() == Parameter.Type.STRING) {
      schema.put("enum", parameter.choices());
    }
    return schema.build();
  }
}
