package com.adiuva.adapters.billing.stripe;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The few fields of an event that we need, read from the body itself: the library reads events of
/// its own API version only, and an account may send those of another.
///
/// @param customerId of whom the event's object is, or whom it is; null when of nobody
record EventBody(String id, String type, boolean livemode, @Nullable String customerId) {
  private static final Pattern WORD = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// Null when it is no event.
  static @Nullable EventBody parse(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonNode event = MAPPER.readTree(text);
      String id = word(event.path("id"));
      String type = word(event.path("type"));
      JsonNode livemode = event.path("livemode");
      JsonNode object = event.path("data").path("object");
      if (id == null || type == null || !livemode.isBoolean() || !object.isObject()) {
        return null;
      }
      return new EventBody(id, type, livemode.booleanValue(), customer(object));
    } catch (CharacterCodingException | JacksonException e) {
      return null;
    }
  }

  private static @Nullable String customer(JsonNode object) {
    if ("customer".equals(object.path("object").textValue())) {
      return word(object.path("id"));
    }
    JsonNode customer = object.path("customer");
    return word(customer.isObject() ? customer.path("id") : customer);
  }

  private static @Nullable String word(JsonNode value) {
    String text = value.textValue();
    return text != null && WORD.matcher(text).matches() ? text : null;
  }
}
