package com.adiuva.adapters.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.adapters.http.bodies.ByteSegments;
import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.testkit.ForAll;
import com.adiuva.domain.shared.InvalidValueException;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Base64TextTest {
  private static byte[] decode(String text) {
    return Base64Text.decode(TextNode.valueOf(text), 1_000_000);
  }

  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void readsWhatEncodersWrite() {
    ForAll.check(
        2000,
        Base64TextTest::randomBytes,
        bytes -> {
          String standard = Base64.getEncoder().encodeToString(bytes);
          assertThat(decode(standard)).isEqualTo(bytes);
          assertThat(decode(Base64.getUrlEncoder().encodeToString(bytes))).isEqualTo(bytes);
          assertThat(decode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
              .isEqualTo(bytes);
          byte[] around = ("\"" + standard + "\"").getBytes(StandardCharsets.US_ASCII);
          LongText inPlace = new LongText(ByteSegments.of(around), 1, standard.length());
          assertThat(Base64Text.decode(inPlace, 1_000_000)).isEqualTo(bytes);
        });
  }

  @Test
  void p06_oneSpellingOnly() {
    for (String wrong :
        List.of(
            "A",
            "AAAAA",
            "A===",
            "AA=",
            "AA===",
            "AAA==",
            "=",
            "====",
            "AA==AA==",
            "AA==A",
            "A=A=",
            "AB==",
            "AAB=",
            "AB",
            " AAA",
            "AAA ",
            "AA\nAA",
            "AA\r\nAA",
            "AAA\u0000",
            "+_AA",
            "-/AA",
            "+A",
            "/w",
            "AAé=",
            "AAA\u0141",
            "****",
            "AAAA\"",
            "AAAA%3D")) {
      assertThatThrownBy(() -> decode(wrong))
          .as(wrong)
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("base64");
    }
  }

  @Test
  void s03_theLimitIsOfTheDecodedBytes() {
    String edge = Base64.getEncoder().encodeToString(new byte[100]);
    assertThat(Base64Text.decode(TextNode.valueOf(edge), 100)).hasSize(100);
    assertThatThrownBy(() -> Base64Text.decode(TextNode.valueOf(edge), 99))
        .isInstanceOf(EdgeException.class)
        .hasMessageContaining("payload_too_large");
    assertThat(decode("")).isEmpty();
  }
}
