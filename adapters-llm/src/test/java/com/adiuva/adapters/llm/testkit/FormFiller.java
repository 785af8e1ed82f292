package com.adiuva.adapters.llm.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// Fills the form of a schema-bound request with one word wherever the schema has room for it,
/// which is what a router that chose one agent answers.
final class FormFiller {
  private static final JsonMapper MAPPER = new JsonMapper();

  private FormFiller() {}

  static String fill(JsonNode schema, String word) {
    ObjectNode answer = MAPPER.createObjectNode();
    schema
        .path("properties")
        .properties()
        .forEach(property -> answer.set(property.getKey(), value(property.getValue(), word)));
    return answer.toString();
  }

  private static JsonNode value(JsonNode schema, String word) {
    return switch (schema.path("type").asText().toLowerCase(Locale.ROOT)) {
      case "array" -> MAPPER.createArrayNode().add(value(schema.path("items"), word));
      case "integer", "number" -> MAPPER.getNodeFactory().numberNode(0);
      case "boolean" -> MAPPER.getNodeFactory().booleanNode(false);
      default -> MAPPER.getNodeFactory().textNode(choice(schema.path("enum"), word));
    };
  }

  private static String choice(JsonNode choices, String word) {
    for (JsonNode choice : choices) {
      if (choice.asText().equals(word)) {
        return word;
      }
    }
    return choices.isEmpty() ? word : choices.get(0).asText();
  }
}
