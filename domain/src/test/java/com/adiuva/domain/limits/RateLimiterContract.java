package com.adiuva.domain.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.shared.Racers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [RateLimiter] does.
public interface RateLimiterContract {
  RateLimiter limiter();

  /// Another one over the same counts, as another instance of the server has; the same where the
  /// counts are not shared.
  default RateLimiter other() {
    return limiter();
  }

  /// Lets time pass for the limiter, whose clock stands otherwise.
  void advance(Duration duration);

  RateLimit THREE = RateLimit.perMinute(3);
  RateLimit TWENTY = RateLimit.perMinute(20);

  private static String freshKey() {
    return "test:" + UUID.randomUUID();
  }

  private void assertAdmitted(Verdict verdict, int remaining, Duration reset) {
    assertThat(verdict.admitted()).isTrue();
    assertThat(verdict.remaining()).isEqualTo(remaining);
    assertThat(verdict.reset()).isEqualTo(reset);
    assertThat(verdict.retryAfter()).isZero();
  }

  private void assertRefused(Verdict verdict, Duration retryAfter) {
    assertThat(verdict.admitted()).isFalse();
    assertThat(verdict.remaining()).isZero();
    assertThat(verdict.retryAfter()).isEqualTo(retryAfter);
    assertThat(verdict.reset()).isEqualTo(verdict.retryAfter());
  }

  /// Admits that many, ten seconds apart.
  private String used(int events, RateLimit limit) {
    String key = freshKey();
    for (int i = 0; i < events; i++) {
      if (i > 0) {
        advance(Duration.ofSeconds(10));
      }
      assertThat(limiter().tryAcquire(key, limit).admitted()).isTrue();
    }
    return key;
  }

  @Test
  default void admitsUpToTheLimitAndCountsDown() {
    String key = freshKey();
    assertAdmitted(limiter().tryAcquire(key, THREE), 2, Duration.ofSeconds(60));
    advance(Duration.ofSeconds(10));
    assertAdmitted(limiter().tryAcquire(key, THREE), 1, Duration.ofSeconds(50));
    advance(Duration.ofSeconds(20));
    assertAdmitted(limiter().tryAcquire(key, THREE), 0, Duration.ofSeconds(30));
    assertRefused(limiter().tryAcquire(key, THREE), Duration.ofSeconds(30));
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
    assertRefused(refused, Duration.ofSeconds(30));
    advance(refused.retryAfter());
    assertThat(limiter().tryAcquire(key, THREE).admitted()).isTrue();
    assertThat(limiter().tryAcquire(key, THREE).admitted()).isFalse();
  }

  @Test
  default void h05_noBurstAtTheBoundary() {
    String key = freshKey();
    advance(Duration.ofMillis(59_900));
    for (int i = 0; i < 20; i++) {
      assertThat(limiter().tryAcquire(key, TWENTY).admitted()).isTrue();
    }
    advance(Duration.ofMillis(200));
    assertRefused(limiter().tryAcquire(key, TWENTY), Duration.ofMillis(59_800));
  }

  @Test
  default void aRefusalIsNotCounted() {
    String key = freshKey();
    for (int i = 0; i < 20; i++) {
      limiter().tryAcquire(key, THREE);
    }
    advance(Duration.ofSeconds(60));
    assertAdmitted(limiter().tryAcquire(key, THREE), 2, Duration.ofSeconds(60));
  }

  @Test
  default void h05_aLoweredLimitHoldsAtOnce() {
    String key = used(6, TWENTY);
    // Counted at 0, 10, 20, 30, 40 and 50 seconds; below three only when that of 30 has left.
    Verdict refused = limiter().tryAcquire(key, THREE);
    assertRefused(refused, Duration.ofSeconds(40));
    advance(refused.retryAfter());
    assertAdmitted(limiter().tryAcquire(key, THREE), 0, Duration.ofSeconds(10));
  }

  @Test
  default void h05_aRaisedLimitHoldsAtOnceAndForgetsNothing() {
    String key = used(3, THREE);
    assertRefused(limiter().tryAcquire(key, THREE), Duration.ofSeconds(40));
    assertAdmitted(limiter().tryAcquire(key, TWENTY), 16, Duration.ofSeconds(40));
    assertRefused(limiter().tryAcquire(key, RateLimit.perMinute(4)), Duration.ofSeconds(40));
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
    assertAdmitted(limiter().tryAcquire(key, THREE), 2, Duration.ofSeconds(60));
    limiter().refund(key, THREE);
    limiter().refund(key, THREE);
    assertAdmitted(limiter().tryAcquire(key, THREE), 2, Duration.ofSeconds(60));
  }

  @Test
  default void c08_admitsExactlyTheLimitOfManyRacers() throws Exception {
    String key = freshKey();
    RateLimit ten = RateLimit.perMinute(10);
    List<Verdict> verdicts = Racers.race(64, () -> limiter().tryAcquire(key, ten));
    assertThat(verdicts.stream().filter(Verdict::admitted)).hasSize(10);
    assertThat(verdicts.stream().filter(Verdict::admitted).map(Verdict::remaining))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  default void c08_racersOfTwoInstancesHaveOneBudget() throws Exception {
    String key = freshKey();
    RateLimit ten = RateLimit.perMinute(10);
    List<List<Verdict>> verdicts =
        Racers.race(
            32, () -> List.of(limiter().tryAcquire(key, ten), other().tryAcquire(key, ten)));
    assertThat(verdicts.stream().flatMap(List::stream).filter(Verdict::admitted)).hasSize(10);
  }

  @Test
  default void h05_noStretchOfTheWindowHoldsMoreThanTheLimit() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String key = freshKey();
    long minute = Duration.ofMinutes(1).toNanos();
    long time = 0;
    int permits = 20;
    List<Long> admitted = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Duration pause = Duration.ofMillis(random.nextInt(4_000));
      advance(pause);
      time += pause.toNanos();
      if (random.nextInt(50) == 0) {
        permits = 1 + random.nextInt(30);
      }
      RateLimit limit = RateLimit.perMinute(permits);
      Verdict verdict = limiter().tryAcquire(key, limit);
      if (!verdict.admitted() && random.nextInt(4) == 0) {
        advance(verdict.retryAfter());
        time += verdict.retryAfter().toNanos();
        verdict = limiter().tryAcquire(key, limit);
        assertThat(verdict.admitted()).as("after waiting, seed " + seed).isTrue();
      }
      if (verdict.admitted()) {
        long now = time;
        admitted.removeIf(event -> now - event >= minute);
        admitted.add(now);
        assertThat(admitted.size()).as("seed " + seed).isLessThanOrEqualTo(permits);
        assertThat(verdict.remaining()).as("seed " + seed).isEqualTo(permits - admitted.size());
      }
    }
  }
}
