package com.adiuva.adapters.http.json;

import com.adiuva.adapters.http.bodies.BodyBudget;
import com.adiuva.adapters.http.bodies.ByteSegments;
import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.domain.shared.JsonObject;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The one strict JSON dialect of the wire: UTF-8, one value, no duplicate names, bounded depth and
/// numbers, nothing a stricter reader would see differently.
public final class Json {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int MAX_NAME_LENGTH = 1024;
  static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final int LARGE = 64 * 1024;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              factory()
                  // Names are the client's: a shared table of them is a target for collisions.
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private Json() {}

  private static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder()
        // The usual pool is kept by each thread, and a virtual one never comes back.
        .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxNameLength(MAX_NAME_LENGTH)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER);
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// Reads one JSON value.
  ///
  /// @param lease pays for the tree of a large one
  /// @throws EdgeException `MALFORMED_JSON` when the bytes are anything else, or over a limit;
  ///   `SERVICE_UNAVAILABLE` or `PAYLOAD_TOO_LARGE` when there is no memory for it
  public static JsonNode parse(ByteSegments utf8, BodyBudget.Lease lease) {
    if (utf8.size() <= LARGE) {
      return parse(utf8.toByteArray());
    }
    try {
      JsonNode node =
          TreeReader.isPlainUtf8(utf8) ? TreeReader.read(factory().build(), utf8, lease) : null;
      return sound(node);
    } catch (IOException e) {
      throw malformed();
    }
  }

  /// Reads one JSON value.
  ///
  /// @throws EdgeException `MALFORMED_JSON` when the bytes are anything else, or over a limit
  public static JsonNode parse(byte[] utf8) {
    return parse(decode(utf8));
  }

  /// As [#parse(byte[])], for text that arrived as characters (a socket's frame).
  ///
  /// @throws EdgeException `MALFORMED_JSON`
  public static JsonNode parse(String text) {
    if (text.isEmpty() || text.charAt(0) == BYTE_ORDER_MARK) {
      throw malformed();
    }
    try {
      return sound(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw malformed();
    }
  }

  private static JsonNode sound(@Nullable JsonNode node) {
    if (node == null || node.isMissingNode() || !isSound(node)) {
      throw malformed();
    }
    return node;
  }

  public static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  public static String text(JsonNode node) {
    return new String(bytes(node), StandardCharsets.UTF_8);
  }

  /// The domain's view of an object. Integers beyond 64 bits become decimals.
  public static JsonObject toDomain(ObjectNode node) {
    JsonObject.Builder object = JsonObject.builder();
    node.properties().forEach(field -> object.put(field.getKey(), value(field.getValue())));
    return object.build();
  }

  /// The domain's view of any value.
  static @Nullable Object value(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> toDomain(object);
      case ArrayNode list -> {
        List<@Nullable Object> items = new ArrayList<>(list.size());
        list.forEach(item -> items.add(value(item)));
        yield items;
      }
      case TextNode text -> text.textValue();
      case BooleanNode bool -> bool.booleanValue();
      case NumericNode number when number.isIntegralNumber() && number.canConvertToLong() ->
          number.longValue();
      case NumericNode number -> number.doubleValue();
      default -> null;
    };
  }

  public static JsonNode fromDomain(JsonObject object) {
    return MAPPER.valueToTree(object.fields());
  }

  private static String decode(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  /// Whether every number is finite and every text is text: `1e999` overflows to infinity, and an
  /// escaped half of a surrogate pair is no character.
  private static boolean isSound(JsonNode node) {
    if (node.isFloatingPointNumber()) {
      return Double.isFinite(node.doubleValue());
    }
    if (node.isTextual()) {
      return node instanceof LongText || isSound(node.textValue());
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!isSound(field.getKey()) || !isSound(field.getValue())) {
        return false;
      }
    }
    if (node.isArray()) {
      for (JsonNode item : node) {
        if (!isSound(item)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isSound(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return false;
        }
        i++; // the other half of the pair
      }
    }
    return true;
  }

  private static EdgeException malformed() {
    return new EdgeException(EdgeProblem.MALFORMED_JSON);
  }
}
