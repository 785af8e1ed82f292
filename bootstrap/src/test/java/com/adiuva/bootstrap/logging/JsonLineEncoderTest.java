package com.adiuva.bootstrap.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

final class JsonLineEncoderTest {
  private final Logger logger = new LoggerContext().getLogger("test.logger");

  private LoggingEvent event(String message, @Nullable Throwable thrown) {
    LoggingEvent event = new LoggingEvent("", logger, Level.INFO, message, thrown, new Object[0]);
    event.setMDCPropertyMap(Map.of("request_id", "r-1", "user_id", "u-1"));
    event.setKeyValuePairs(
        List.of(new KeyValuePair("status", 200), new KeyValuePair("route", "/auth/me")));
    return event;
  }

  private static String line(LoggingEvent event) {
    return new String(new JsonLineEncoder().encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void writesWhatTheContractNames() throws IOException {
    JsonNode json = new ObjectMapper().readTree(line(event("served", null)));
    assertThat(json.path("level").asText()).isEqualTo("INFO");
    assertThat(json.path("logger").asText()).isEqualTo("test.logger");
    assertThat(json.path("message").asText()).isEqualTo("served");
    assertThat(json.path("request_id").asText()).isEqualTo("r-1");
    assertThat(json.path("user_id").asText()).isEqualTo("u-1");
    assertThat(json.path("status").asInt()).isEqualTo(200);
    assertThat(json.path("route").asText()).isEqualTo("/auth/me");
    assertThat(json.path("time").asText()).endsWith("Z");
  }

  @Test
  void h08_staysOneLineWhateverIsInIt() throws IOException {
    String hostile =
        "\n{\"level\":\"ERROR\"}\u001b[31m\u2028\u0085\ud800 {} " + "x".repeat(1 << 20);
    String line = line(event(hostile, new IllegalStateException("a\nb")));
    assertThat(line.strip().lines()).hasSize(1);
    assertThat(line).hasSizeLessThan(40_000).doesNotContain("\u001b", "\u2028", "\u0085");
    assertThat(new ObjectMapper().readTree(line).path("level").asText()).isEqualTo("INFO");
  }
}
