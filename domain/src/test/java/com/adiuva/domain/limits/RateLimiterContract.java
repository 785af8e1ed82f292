package com.adiuva.domain.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.shared.Racers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [RateLimiter] does.
public interface RateLimiterContract {
  RateLimiter limiter();

  /// Lets time pass for the limiter.
  void advance(Duration duration);

  RateLimit THREE = RateLimit.perMinute(3);

  private static String freshKey() {
    return "test:" + UUID.randomUUID();
  }

  @Test
  default void admitsUpToTheLimitAndCountsDown() {
    String key = freshKey();
    assertThat(limiter().tryAcquire(key, THREE)).isEqualTo(Verdict.admitted(2));
    assertThat(limiter().tryAcquire(key, THREE)).isEqualTo(Verdict.admitted(1));
    assertThat(limiter().tryAcquire(key, THREE)).isEqualTo(Verdict.admitted(0));
    assertThat(limiter().tryAcquire(key, THREE).admitted()).isFalse();
  }

  @Test
  default void keepsKeysApart() {
    String full = freshKey();
    for (int i = 0; i < 3; i++) {
      limiter().tryAcquire(full, THREE);
    }
    assertThat(limiter().tryAcquire(full, THREE).admitted()).isFalse();
    assertThat(limiter().tryAcquire(freshKey(), THREE).admitted()).isTrue();
  }

  @Test
  default void slides() {
    String key = freshKey();
    limiter().tryAcquire(key, THREE);
    advance(Duration.ofSeconds(30));
    limiter().tryAcquire(key, THREE);
    limiter().tryAcquire(key, THREE);
    Verdict refused = limiter().tryAcquire(key, THREE);
    assertThat(refused.admitted()).isFalse();
    assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
    advance(refused.retryAfter());
    assertThat(limiter().tryAcquire(key, THREE).admitted()).isTrue();
    assertThat(limiter().tryAcquire(key, THREE).admitted()).isFalse();
  }

  @Test
  default void aRefusalIsNotCounted() {
    String key = freshKey();
    for (int i = 0; i < 20; i++) {
      limiter().tryAcquire(key, THREE);
    }
    advance(Duration.ofSeconds(60));
    assertThat(limiter().tryAcquire(key, THREE)).isEqualTo(Verdict.admitted(2));
  }

  @Test
  default void givesBackARefund() {
    String key = freshKey();
    for (int i = 0; i < 3; i++) {
      limiter().tryAcquire(key, THREE);
    }
    limiter().refund(key, THREE);
    assertThat(limiter().tryAcquire(key, THREE).admitted()).isTrue();
    assertThat(limiter().tryAcquire(key, THREE).admitted()).isFalse();
  }

  @Test
  default void refundingNothingDoesNothing() {
    String key = freshKey();
    limiter().refund(key, THREE);
    assertThat(limiter().tryAcquire(key, THREE)).isEqualTo(Verdict.admitted(2));
  }

  @Test
  default void admitsExactlyTheLimitOfManyRacers() throws Exception {
    String key = freshKey();
    RateLimit ten = RateLimit.perMinute(10);
    List<Verdict> verdicts = Racers.race(64, () -> limiter().tryAcquire(key, ten));
    assertThat(verdicts.stream().filter(Verdict::admitted)).hasSize(10);
  }
}
