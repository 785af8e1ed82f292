package com.adiuva.domain.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ByteRangeTest {
  @Test
  void endsAfterItsLastByte() {
    assertThat(new ByteRange(5, 3).end()).isEqualTo(8);
    assertThat(ByteRange.all(0).end()).isZero();
    assertThat(ByteRange.all(7)).isEqualTo(new ByteRange(0, 7));
    assertThat(new ByteRange(Long.MAX_VALUE - 1, 1).end()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void refusesWhatCannotBeCounted() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(-1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(Long.MAX_VALUE, 1));
  }
}
