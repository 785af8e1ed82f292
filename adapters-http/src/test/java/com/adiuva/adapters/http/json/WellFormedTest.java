package com.adiuva.adapters.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WellFormedTest {

  @Test
  void halvesOfPairsBecomeReplacementCharacters() {
    assertThat(WellFormed.text("a\ud83db\ude00")).isEqualTo("a\ufffdb\ufffd");
    assertThat(WellFormed.text("\ude00\ud83d")).isEqualTo("\ufffd\ufffd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "grüß 😀 dich", "\u0000\ufffd"})
  void soundTextStaysAsItIs(String text) {
    assertThat(WellFormed.text(text)).isEqualTo(text);
  }

  @Test
  void everyTextOfAnObjectIsMadeSound() {
    JsonObject object =
        JsonObject.builder()
            .put("a\ud83d", List.of("b\ud83d", 1, JsonObject.builder().put("c", "\ud83d").build()))
            .put("n", null)
            .build();

    String written = Json.fromDomain(WellFormed.object(object)).toString();

    assertThat(written).isEqualTo("{\"a\ufffd\":[\"b\ufffd\",1,{\"c\":\"\ufffd\"}],\"n\":null}");
  }
}
