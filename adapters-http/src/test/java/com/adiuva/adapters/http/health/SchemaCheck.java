package com.adiuva.adapters.http.health;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The part of JSON Schema that our specification uses, and stricter: what a schema does not name,
/// an answer must not have.
final class SchemaCheck {
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "properties",
          "required",
          "items",
          "oneOf",
          "additionalProperties",
          "enum",
          "const",
          "$ref",
          "description",
          "format",
          "minItems",
          "minimum");

  private final JsonNode specification;
  private final List<String> faults = new ArrayList<>();

  private SchemaCheck(JsonNode specification) {
    this.specification = specification;
  }

  /// @return what does not fit, empty when all does
  static List<String> faults(JsonNode specification, JsonNode schema, JsonNode value) {
    SchemaCheck check = new SchemaCheck(specification);
    check.check("$", schema, value);
    return check.faults;
  }

  static JsonNode resolve(JsonNode specification, JsonNode node) {
    return node.has("$ref")
        ? resolve(specification, specification.at(node.get("$ref").textValue().substring(1)))
        : node;
  }

  private void check(String at, JsonNode reference, JsonNode value) {
    JsonNode schema = resolve(specification, reference);
    schema.fieldNames().forEachRemaining(name -> expect(KNOWN.contains(name), at, "knows " + name));
    if (schema.has("type")) {
      expect(hasType(schema.get("type"), value), at, "is " + schema.get("type"));
    }
    if (schema.has("const")) {
      expect(schema.get("const").equals(value), at, "is " + schema.get("const"));
    }
    if (schema.has("enum")) {
      Set<JsonNode> allowed = new HashSet<>();
      schema.get("enum").forEach(allowed::add);
      expect(allowed.contains(value), at, "is one of " + schema.get("enum"));
    }
    schema.path("required").forEach(name -> expect(value.has(name.textValue()), at, "has " + name));
    if (schema.has("properties")) {
      value
          .properties()
          .forEach(field -> {
            JsonNode property = schema.get("properties").path(field.getKey());
            expect(!property.isMissingNode(), at, "has no " + field.getKey());
            check(at + "." + field.getKey(), property, field.getValue());
          });
    }
    if (schema.has("oneOf")) {
      long fitting =
          schema
              .get("oneOf")
              .valueStream()
              .filter(one -> faults(specification, one, value).isEmpty())
              .count();
      expect(fitting == 1, at, "is one of the alternatives");
    }
    if (schema.has("additionalProperties")) {
      value.forEach(field -> check(at + ".*", schema.get("additionalProperties"), field));
    }
    if (schema.has("items")) {
      value.forEach(item -> check(at + "[]", schema.get("items"), item));
    }
  }

  private static boolean hasType(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (hasType(one, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.textValue()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> false;
    };
  }

  private void expect(boolean holds, String at, String what) {
    if (!holds) {
      faults.add(at + " " + what);
    }
  }
}
