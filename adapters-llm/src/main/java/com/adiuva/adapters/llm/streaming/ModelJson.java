package com.adiuva.adapters.llm.streaming;

import com.adiuva.domain.shared.JsonObject;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON as models write and read it. Reading is strict: what a model got wrong it is told, not
/// guessed at.
final class ModelJson {
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxNumberLength(100)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  private ModelJson() {}

  /// The object the text consists of, or null when it is anything else.
  static @Nullable JsonObject parse(String text) {
    try {
      Map<String, @Nullable Object> fields = MAPPER.readValue(text, OBJECT);
      return fields == null ? null : new JsonObject(fields);
    } catch (JsonProcessingException | IllegalArgumentException notOurJson) {
      return null;
    }
  }

  /// A JSON object of our own writing without one of its fields.
  static String without(String field, String json) {
    try {
      return MAPPER.readTree(json) instanceof ObjectNode object
          ? object.without(field).toString()
          : json;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON data", e);
    }
  }

  /// @param value as in [JsonObject]'s fields
  static String render(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(value instanceof JsonObject o ? o.fields() : value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON data", e);
    }
  }
}
