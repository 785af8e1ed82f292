package com.adiuva.adapters.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PartSizesTest {
  @Test
  void b10_aBackupOfTheGreatestSizeFits() {
    long all = 0;
    for (int number = 1; number <= PartSizes.MOST_PARTS; number++) {
      assertThat(PartSizes.of(number))
          .isGreaterThanOrEqualTo(5 << 20)
          .isLessThanOrEqualTo(PartBuffers.PIECE * PartBuffers.PIECES);
      all += PartSizes.of(number);
    }
    assertThat(all).isGreaterThanOrEqualTo(500L << 30);
  }
}
