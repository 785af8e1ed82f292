package com.adiuva.domain.accounts.tokens;

import static com.adiuva.domain.accounts.People.NOON;
import static com.adiuva.domain.accounts.tokens.RefreshRotation.Decision.FOLLOW_SUCCESSORS;
import static com.adiuva.domain.accounts.tokens.RefreshRotation.Decision.REFUSE;
import static com.adiuva.domain.accounts.tokens.RefreshRotation.Decision.REVOKE_FAMILY;
import static com.adiuva.domain.accounts.tokens.RefreshRotation.Decision.ROTATE;
import static com.adiuva.domain.accounts.tokens.RefreshRotation.decide;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RefreshRotationTest {
  private static final Instant EXPIRY = NOON.plusSeconds(3600);

  @Test
  void rotatesAnUnusedTokenUntilItExpires() {
    assertThat(decide(EXPIRY, null, false, NOON)).isEqualTo(ROTATE);
    assertThat(decide(EXPIRY, null, false, EXPIRY.minusMillis(1))).isEqualTo(ROTATE);
    assertThat(decide(EXPIRY, null, false, EXPIRY)).isEqualTo(REFUSE);
  }

  @Test
  void forgivesAReplayForTenSeconds() {
    assertThat(decide(EXPIRY, NOON, false, NOON)).isEqualTo(FOLLOW_SUCCESSORS);
    assertThat(decide(EXPIRY, NOON, false, NOON.plusSeconds(10))).isEqualTo(FOLLOW_SUCCESSORS);
    assertThat(decide(EXPIRY, NOON, false, NOON.plusSeconds(10).plusNanos(1)))
        .isEqualTo(REVOKE_FAMILY);
  }

  @Test
  void aClockBehindTheOneThatRotatedForgives() {
    assertThat(decide(EXPIRY, NOON, false, NOON.minusSeconds(1))).isEqualTo(FOLLOW_SUCCESSORS);
  }

  @Test
  void nothingComesOfAnEndedSession() {
    assertThat(decide(EXPIRY, null, true, NOON)).isEqualTo(REFUSE);
    assertThat(decide(EXPIRY, NOON, true, NOON.plusSeconds(60))).isEqualTo(REFUSE);
  }
}
