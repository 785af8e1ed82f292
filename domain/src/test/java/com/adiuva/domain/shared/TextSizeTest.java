package com.adiuva.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextSizeTest {
  @Test
  void isWhatEncodingGives() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      int[] codePoints =
          random
              .ints(random.nextInt(30), 0, Character.MAX_CODE_POINT + 1)
              .map(point -> point >>> random.nextInt(20))
              .filter(point -> point < 0xD800 || point > 0xDFFF)
              .toArray();
      String text = new String(codePoints, 0, codePoints.length);
      assertThat(TextSize.of(text))
          .as(Arrays.toString(codePoints))
          .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  @Test
  void addsUpTheTextsInside() {
    JsonObject data =
        JsonObject.builder()
            .put("title", "äb")
            .put("tags", List.of("cd", JsonObject.builder().put("deep", "efg").build()))
            .put("n", 123456)
            .put("none", null)
            .build();
    assertThat(TextSize.ofTextsIn(data)).isEqualTo(3 + 2 + 3 + 1 + 1);
    assertThat(TextSize.ofTextsIn(List.of(data, data))).isEqualTo(20);
  }
}
