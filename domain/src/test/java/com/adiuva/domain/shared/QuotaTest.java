package com.adiuva.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class QuotaTest {
  @Test
  void countsGigabytesInTens() {
    assertThat(Quota.ofGigabytes(5).bytes()).isEqualTo(5_000_000_000L);
    assertThat(Quota.ofGigabytes(0).allows(0, 1)).isFalse();
  }

  @Test
  void allowsUpToTheLastByte() {
    Quota quota = new Quota(100);
    assertThat(quota.allows(90, 10)).isTrue();
    assertThat(quota.allows(90, 11)).isFalse();
    assertThat(quota.allows(0, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void usingNoMoreIsAlwaysAllowed() {
    Quota quota = new Quota(100);
    assertThat(quota.allows(500, 0)).isTrue();
    assertThat(quota.allows(500, -1)).isTrue();
    assertThat(quota.allows(500, 1)).isFalse();
  }

  @Test
  void unlimitedHasNoEnd() {
    assertThat(Quota.UNLIMITED.isUnlimited()).isTrue();
    assertThat(Quota.ofGigabytes(25).isUnlimited()).isFalse();
    assertThat(Quota.UNLIMITED.allows(Long.MAX_VALUE - 1, 1)).isTrue();
    assertThat(Quota.UNLIMITED.allows(1L << 62, 1L << 61)).isTrue();
  }

  @Test
  void isNotNegative() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Quota(-1));
  }
}
