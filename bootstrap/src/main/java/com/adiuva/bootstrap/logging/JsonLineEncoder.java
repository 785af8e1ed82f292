package com.adiuva.bootstrap.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/// One JSON object a line: `time`, `level`, `logger`, `message`, then what the request left in the
/// MDC (`request_id`, `user_id`) and the event's own pairs (`route`, `status`, `duration_ms`), then
/// `error`.
final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {
  private static final int LONGEST_MESSAGE = 8_192;
  private static final int LONGEST_TRACE = 32_768;

  private final JsonFactory json =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator line = json.createGenerator(bytes)) {
      line.writeStartObject();
      line.writeStringField("time", event.getInstant().toString());
      line.writeStringField("level", event.getLevel().toString());
      line.writeStringField("logger", event.getLoggerName());
      line.writeStringField("message", shortened(event.getFormattedMessage(), LONGEST_MESSAGE));
      for (Map.Entry<String, Object> field : fieldsOf(event).entrySet()) {
        line.writeFieldName(field.getKey());
        write(line, field.getValue());
      }
      IThrowableProxy thrown = event.getThrowableProxy();
      if (thrown != null) {
        line.writeStringField(
            "error", shortened(ThrowableProxyUtil.asString(thrown), LONGEST_TRACE));
      }
      line.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into memory: cannot happen
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static Map<String, Object> fieldsOf(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>(event.getMDCPropertyMap());
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> fields.put(pair.key, pair.value));
    }
    return fields;
  }

  private static void write(JsonGenerator line, Object value) throws IOException {
    switch (value) {
      case Integer number -> line.writeNumber(number);
      case Long number -> line.writeNumber(number);
      case Double number -> line.writeNumber(number);
      case Boolean flag -> line.writeBoolean(flag);
      default -> line.writeString(shortened(String.valueOf(value), LONGEST_MESSAGE));
    }
  }

  private static String shortened(String text, int longest) {
    String cut = text.length() <= longest ? text : text.substring(0, longest) + "…";
    // A half character would end the line in an error: only text beyond ASCII can hold one.
    return isAscii(cut)
        ? cut
        : new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }
}
