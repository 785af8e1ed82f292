package com.adiuva.adapters.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.domain.shared.JsonObject;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rows P of the security checklist that are decided by the text alone.
class JsonTest {
  private static void assertMalformed(byte[] bytes) {
    assertThatThrownBy(() -> Json.parse(bytes))
        .isInstanceOfSatisfying(
            EdgeException.class,
            e -> assertThat(e.problem()).isEqualTo(EdgeProblem.MALFORMED_JSON));
  }

  private static void assertMalformed(String text) {
    assertMalformed(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void p01_depth() {
    assertThat(Json.parse("[".repeat(64) + "]".repeat(64)).isArray()).isTrue();
    for (int depth : List.of(65, 5_000, 100_000)) {
      assertMalformed("[".repeat(depth) + "]".repeat(depth));
      assertMalformed("[".repeat(depth));
      assertMalformed("{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
    }
  }

  @Test
  void p02_numbersAndNames() {
    assertThat(Json.parse("9".repeat(100)).isIntegralNumber()).isTrue();
    assertMalformed("9".repeat(101));
    assertMalformed("0." + "9".repeat(101));
    assertMalformed("{\"" + "n".repeat(50_000) + "\":1}");
    assertThat(Json.parse("-0").longValue()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "-1e400",
        "[1e309]",
        "NaN",
        "Infinity",
        "-Infinity",
        "+1",
        "01",
        ".5",
        "5.",
        "0x10",
        "1_000",
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "\"\n\"",
        "\"\\x\"",
        "nul",
        "undefined",
        "{}{}",
        "{}x",
        "{} null",
        "1 2",
        "/* c */ {}",
        "// c\n{}",
        "# c\n{}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"\\u0062\":2}}",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "{\"\\ud800\":1}",
        "[\"ok\",\"\\ud83dx\"]"
      })
  void p02_p03_whatIsNotOneJsonValue(String text) {
    assertMalformed(text);
  }

  @Test
  void p03_onlyUtf8() {
    assertMalformed("\uFEFF{}");
    for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32")) {
      assertMalformed("{\"a\":1}".getBytes(Charset.forName(charset)));
    }
    for (byte[] bytes :
        List.of(
            new byte[] {'"', (byte) 0xC0, (byte) 0xAE, '"'},
            new byte[] {'"', (byte) 0xE0, (byte) 0x80, (byte) 0xAF, '"'},
            new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
            new byte[] {'"', (byte) 0xFF, '"'},
            new byte[] {'"', (byte) 0xE2, (byte) 0x82, '"'},
            new byte[] {'"', (byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, '"'})) {
      assertMalformed(bytes);
    }
    assertThat(Json.parse("\"\\ud83d\\udd11\"").textValue()).isEqualTo("\uD83D\uDD11");
    assertThat(Json.parse("\"\uD83D\uDD11\u00e9\"").textValue()).isEqualTo("\uD83D\uDD11\u00e9");
  }

  /// More than the whole body limit: a quadratic reader would need many minutes.
  @Test
  @Timeout(60)
  void p05_collidingNamesCostLittle() {
    // "Aa" and "BB" have one hash, so 2^16 names of eight such pairs do.
    StringBuilder object = new StringBuilder("{");
    for (int i = 0; i < 1 << 16; i++) {
      for (int bit = 0; bit < 16; bit++) {
        object.append(bit == 0 ? "\"" : "").append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      object.append("\":1,");
    }
    object.setCharAt(object.length() - 1, '}');
    byte[] bytes = object.toString().getBytes(StandardCharsets.UTF_8);
    assertThat(Json.parse(bytes)).hasSize(1 << 16);
  }

  @Test
  void theDomainSeesTheSameData() {
    String text =
        "{\"z\":null,\"a\":[1,2.5,true,\"x\",{\"b\":[]}],\"big\":12345678901,"
            + "\"huge\":123456789012345678901234567890}";
    JsonObject object = Json.toDomain((ObjectNode) Json.parse(text));
    assertThat(object.fields().keySet()).containsExactly("z", "a", "big", "huge");
    assertThat(object.integer("big")).hasValue(12345678901L);
    assertThat(object.get("huge")).isEqualTo(1.2345678901234568E29);
    assertThat(Json.text(Json.fromDomain(object)))
        .startsWith("{\"z\":null,\"a\":[1,2.5,true,\"x\",{\"b\":[]}],\"big\":12345678901");
  }
}
