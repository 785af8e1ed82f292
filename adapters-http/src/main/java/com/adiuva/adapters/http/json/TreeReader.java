package com.adiuva.adapters.http.json;

import com.adiuva.adapters.http.bodies.BodyBudget;
import com.adiuva.adapters.http.bodies.ByteSegments;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Makes a tree of a large body without making characters of its long texts, and pays for the
/// memory the tree takes: a few bytes of JSON can become many of it.
final class TreeReader {
  private static final int LONG = 1024;
  private static final int CHARGED_AT_ONCE = 16 * 1024;
  private static final int CONTAINER = 96;
  private static final int MEMBER = 200;
  private static final int VALUE = 32;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final ByteSegments bytes;
  private final BodyBudget.Lease lease;
  private long owed;

  private TreeReader(JsonParser parser, ByteSegments bytes, BodyBudget.Lease lease) {
    this.parser = parser;
    this.bytes = bytes;
    this.lease = lease;
  }

  /// @param factory fresh, since it remembers names, which are the client's
  /// @param bytes UTF-8 without NUL or byte order mark
  /// @return null when there is none, or more than one value
  /// @throws IOException when it is not JSON
  static @Nullable JsonNode read(JsonFactory factory, ByteSegments bytes, BodyBudget.Lease lease)
      throws IOException {
    try (JsonParser parser = factory.createParser(bytes.open())) {
      TreeReader reader = new TreeReader(parser, bytes, lease);
      JsonToken first = parser.nextToken();
      JsonNode node = first == null ? null : reader.node(first);
      return parser.nextToken() == null ? node : null;
    }
  }

  /// Whether the bytes are UTF-8 and nothing that a reader could take for another encoding.
  static boolean isPlainUtf8(ByteSegments bytes) throws IOException {
    boolean ascii = true;
    for (int i = 0; i < bytes.size(); i++) {
      byte b = bytes.at(i);
      if (b == 0) {
        return false;
      }
      ascii &= b > 0;
    }
    if (!ascii) {
      char[] characters = new char[8 * 1024];
      try (InputStreamReader reader =
          new InputStreamReader(bytes.open(), StandardCharsets.UTF_8.newDecoder())) {
        int n = reader.read(characters);
        if (n > 0 && characters[0] == Json.BYTE_ORDER_MARK) {
          return false;
        }
        while (n >= 0) {
          n = reader.read(characters);
        }
      }
    }
    return true;
  }

  private JsonNode node(JsonToken token) throws IOException {
    owe(VALUE);
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new IOException("no value");
    };
  }

  private ObjectNode object() throws IOException {
    owe(CONTAINER);
    ObjectNode object = NODES.objectNode();
    for (JsonToken token = next(); token != JsonToken.END_OBJECT; token = next()) {
      String name = parser.currentName();
      owe(MEMBER + name.length());
      object.set(name, node(next()));
    }
    return object;
  }

  private ArrayNode array() throws IOException {
    owe(CONTAINER);
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      array.add(node(token));
    }
    return array;
  }

  private JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new IOException("the value does not end");
    }
    return token;
  }

  private JsonNode text() throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset() + 1;
    int length = plainLength(start);
    if (length >= LONG) {
      return new LongText(bytes, start, length);
    }
    String text = parser.getText();
    owe(2L * text.length());
    return NODES.textNode(text);
  }

  /// How many printable ASCII characters there are up to the quote that ends the text; -1 when
  /// there is something else before it.
  private int plainLength(int start) {
    for (int i = start; i < bytes.size(); i++) {
      byte b = bytes.at(i);
      if (b == '"') {
        return i - start;
      }
      if (b < ' ' || b == '\\' || b == 0x7F) {
        return -1;
      }
    }
    return -1;
  }

  private void owe(long more) {
    owed += more;
    if (owed >= CHARGED_AT_ONCE) {
      lease.take(owed);
      owed = 0;
    }
  }
}
