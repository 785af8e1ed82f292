package com.adiuva.adapters.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.adapters.http.bodies.BodyBudget;
import com.adiuva.adapters.http.bodies.ByteSegments;
import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.testkit.ForAll;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Large bodies are read by other means than small ones, and mean the same.
class LargeJsonTest {
  private static final String PADDING = " ".repeat(70_000);

  private static JsonNode parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode parse(byte[] bytes) {
    try (BodyBudget.Lease lease = new BodyBudget(64 << 20).lease()) {
      return Json.parse(ByteSegments.of(bytes), lease);
    }
  }

  @Test
  void meansTheSameAsASmallOne() {
    for (String json :
        List.of(
            "{}",
            "[]",
            "\"x\"",
            "1",
            "-0",
            "true",
            "null",
            "1.5e3",
            "123456789012345678901234567890",
            "9007199254740993",
            "{\"a\":[1,2.5,\"x\",null,{\"b\":false}]}",
            "\"é€\uD83D\uDE80 \\u00e9 \\\" \\\\ \\n\"",
            "{\"é\":\"\\uD83D\\uDE80\"}",
            "\"" + "A".repeat(5000) + "\"",
            "{\"" + "n".repeat(1000) + "\":1}")) {
      assertThat(parse(PADDING + json)).as(json).isEqualTo(Json.parse(json));
      assertThat(parse(json + PADDING)).as(json).isEqualTo(Json.parse(json));
    }
  }

  @Test
  void p01_p03_refusesTheSameAsASmallOne() {
    for (String json :
        List.of(
            "",
            "{",
            "[1,]",
            "{}{}",
            "{} x",
            "{\"a\":1,\"a\":2}",
            "{'a':1}",
            "// x\n{}",
            "NaN",
            "1e999",
            "01",
            "\"\\ud800\"",
            "\"\\ud800x\"",
            "{\"\\udc00\":1}",
            "\"a\tb\"",
            "\u0000{}",
            "{}\u0000",
            "[".repeat(65) + "]".repeat(65),
            "1".repeat(101),
            "\"" + "x".repeat(2000),
            "\"" + "x".repeat(2000) + "\u0001\"",
            "\"" + "x".repeat(2000) + "\\x\"",
            "{\"" + "n".repeat(1100) + "\":1}")) {
      assertThatThrownBy(() -> parse(json + PADDING))
          .as(json)
          .isInstanceOf(EdgeException.class)
          .hasMessageContaining("malformed_json");
    }
    assertThatThrownBy(() -> parse("\uFEFF{}" + PADDING)).hasMessageContaining("malformed_json");
  }

  @Test
  void p03_isUtf8AndNothingElse() {
    byte[] text = ("{\"a\":\"xx\"" + PADDING + "}").getBytes(StandardCharsets.UTF_8);
    int x = 6;
    for (byte[] wrong :
        List.of(
            new byte[] {(byte) 0xC0, (byte) 0xAF},
            new byte[] {(byte) 0xFF, 'x'},
            new byte[] {'x', (byte) 0xC3})) {
      byte[] bytes = text.clone();
      System.arraycopy(wrong, 0, bytes, x, wrong.length);
      assertThatThrownBy(() -> parse(bytes)).hasMessageContaining("malformed_json");
    }
    for (var charset :
        List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16)) {
      assertThatThrownBy(() -> parse(("{}" + PADDING).getBytes(charset)))
          .hasMessageContaining("malformed_json");
    }
  }

  @Test
  void longTextsAreWhereTheyCame() {
    ForAll.check(
        200, LargeJsonTest::document, json -> assertThat(parse(json)).isEqualTo(Json.parse(json)));
  }

  private static String document(Random random) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < 40; i++) {
      String text = Character.toString('A' + random.nextInt(26)).repeat(random.nextInt(6000));
      String name =
          switch (random.nextInt(4)) {
            case 0 -> "é" + i;
            case 1 -> "\\n" + i;
            default -> "n" + i;
          };
      json.append(i == 0 ? "" : ",")
          .append(random.nextBoolean() ? "{\"" + name + "\": \"" + text + "\"}" : '"' + text + '"');
    }
    return json.append(',').append('"').append("z".repeat(70_000)).append("\"]").toString();
  }

  @Test
  void f26_whatATreeTakesIsPaidFor() {
    String many = "[" + "{},".repeat(300_000) + "{}]"; // 0.9 MB that become 30
    try (BodyBudget.Lease lease = new BodyBudget(16 << 20).lease()) {
      assertThatThrownBy(
              () -> Json.parse(ByteSegments.of(many.getBytes(StandardCharsets.UTF_8)), lease))
          .hasMessageContaining("payload_too_large");
    }
    assertThat(parse(many).size()).isEqualTo(300_001);
  }
}
