package com.adiuva.adapters.llm.streaming;

import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The JSON Schema of a [ToolSpec] as langchain4j's types. Agents have the same few tools in each
/// request, so they are translated once.
final class ToolSchemas {
  private static final int MOST_KNOWN = 256;

  private final Map<ToolSpec, ToolSpecification> known = new ConcurrentHashMap<>();

  ToolSpecification tool(ToolSpec spec) {
    ToolSpecification found = known.get(spec);
    if (found != null) {
      return found;
    }
    ToolSpecification made = translated(spec);
    if (known.size() < MOST_KNOWN) {
      known.put(spec, made);
    }
    return made;
  }

  private static ToolSpecification translated(ToolSpec spec) {
    return ToolSpecification.builder()
        .name(spec.name())
        .description(spec.description())
        .parameters(object(spec.jsonSchema()))
        .build();
  }

  static ResponseFormat answer(ToolSpec form) {
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(
            JsonSchema.builder().name(form.name()).rootElement(object(form.jsonSchema())).build())
        .build();
  }

  private static JsonObjectSchema object(JsonObject schema) {
    JsonObjectSchema.Builder builder =
        JsonObjectSchema.builder()
            .description(description(schema))
            .required(schema.texts("required"))
            .additionalProperties(false);
    JsonObject properties = schema.object("properties").orElse(JsonObject.empty());
    for (String name : properties.fields().keySet()) {
      builder.addProperty(name, element(properties.object(name).orElse(JsonObject.empty())));
    }
    return builder.build();
  }

  private static JsonSchemaElement element(JsonObject schema) {
    String description = description(schema);
    List<String> choices = schema.texts("enum");
    if (!choices.isEmpty()) {
      return JsonEnumSchema.builder().description(description).enumValues(choices).build();
    }
    String type = schema.text("type").orElse("");
    return switch (type) {
      case "string" -> JsonStringSchema.builder().description(description).build();
      case "integer" -> JsonIntegerSchema.builder().description(description).build();
      case "number" -> JsonNumberSchema.builder().description(description).build();
      case "boolean" -> JsonBooleanSchema.builder().description(description).build();
      case "array" ->
          JsonArraySchema.builder()
              .description(description)
              .items(element(schema.object("items").orElse(JsonObject.empty())))
              .build();
      case "object" -> object(schema);
      default -> throw new IllegalArgumentException("no such JSON Schema type: " + type);
    };
  }

  private static @Nullable String description(JsonObject schema) {
    return schema.text("description").orElse(null);
  }
}
