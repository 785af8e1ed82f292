package com.adiuva.domain.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.InvalidValueException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class EmbeddingTest {

  @Test
  void has8To4096Numbers() {
    assertThat(new Embedding(ones(8)).dimension()).isEqualTo(8);
    assertThat(new Embedding(ones(4096)).dimension()).isEqualTo(4096);
    assertRefused(ones(0));
    assertRefused(ones(7));
    assertRefused(ones(4097));
  }

  @Test
  void itsNumbersAreFiniteAndNotAllZero() {
    for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] values = ones(8);
      values[7] = wrong;
      assertRefused(values);
    }
    assertRefused(new float[8]);
    assertRefused(new float[] {0, -0f, 0, -0f, 0, 0, 0, 0});
    assertThat(new Embedding(new float[] {0, 0, 0, 0, 0, 0, 0, Float.MIN_VALUE}).dimension())
        .isEqualTo(8);
  }

  private static void assertRefused(float[] values) {
    assertThatThrownBy(() -> new Embedding(values))
        .isInstanceOf(InvalidValueException.class)
        .extracting(refusal -> ((InvalidValueException) refusal).type())
        .isEqualTo("embedding");
  }

  @Test
  void normalizesNumbersOfAnySize() {
    for (float size : new float[] {Float.MAX_VALUE, 1e20f, 1, 1e-20f, Float.MIN_VALUE}) {
      float[] values = new float[8];
      values[2] = size;
      values[5] = -size;
      float[] unit = new Embedding(values).normalized();
      assertThat(unit[2]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
      assertThat(unit[5]).isCloseTo((float) -Math.sqrt(0.5), within(1e-6f));
    }
    float[] unit = new Embedding(ones(4096)).normalized();
    double squares = 0;
    for (float value : unit) {
      squares += (double) value * value;
    }
    assertThat(squares).isCloseTo(1, within(1e-5));
  }

  @Test
  void standsForAChecksumWithoutEverBeingZero() {
    byte[] digest = new byte[32];
    digest[0] = (byte) 255;
    digest[1] = (byte) 128;
    digest[2] = 127;
    Embedding opaque = Embedding.opaque(Checksum.ofDigest(digest));
    assertThat(opaque.dimension()).isEqualTo(VectorSpace.OPAQUE.dimension());
    assertThat(opaque.values()).startsWith(1f, 0.5f / 127.5f, -0.5f / 127.5f, -1f);
    assertThat(Embedding.opaque(Checksum.ofDigest(digest))).isEqualTo(opaque);
  }

  @Test
  void sharesItsNumbersWithNobody() {
    float[] values = ones(8);
    Embedding embedding = new Embedding(values);
    values[0] = 5;
    embedding.values()[1] = 5;
    assertThat(embedding.values()).isEqualTo(ones(8));
    assertThat(embedding)
        .isEqualTo(new Embedding(ones(8)))
        .hasSameHashCodeAs(new Embedding(ones(8)))
        .isNotEqualTo(new Embedding(values));
  }

  @Test
  void itsTextHasNoneOfItsNumbers() {
    assertThat(new Embedding(ones(8))).hasToString("Embedding[8]");
  }

  private static float[] ones(int count) {
    float[] values = new float[count];
    Arrays.fill(values, 1);
    return values;
  }
}
