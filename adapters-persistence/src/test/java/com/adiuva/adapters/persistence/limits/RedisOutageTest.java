package com.adiuva.adapters.persistence.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.RateLimiter;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// What a Redis that is away costs those who ask (row H7).
final class RedisOutageTest {
  private static final RateLimit TEN = RateLimit.perMinute(10);

  @Test
  void h07_aRedisThatIsNotThereIsOverloadedAtOnceAndAnswersWhenItIsBack() throws Exception {
    try (TestRedis redis = TestRedis.start();
        RedisRateLimiter limiter = new RedisRateLimiter(RedisUrl.parse(redis.url()))) {
      assertThat(limiter.tryAcquire("key", TEN).remaining()).isEqualTo(9);
      redis.stop();
      assertThat(limiter.isAnswering()).isFalse();
      for (int i = 0; i < 5; i++) {
        assertAway(limiter);
      }
      redis.restart();
      awaitAnswer(limiter);
      assertThat(limiter.tryAcquire("key", TEN).admitted()).isTrue();
    }
  }

  @Test
  void aRestartCostsNobodyAnything() throws Exception {
    try (TestRedis redis = TestRedis.start();
        RedisRateLimiter limiter = new RedisRateLimiter(RedisUrl.parse(redis.url()))) {
      assertThat(limiter.tryAcquire("key", TEN).admitted()).isTrue();
      redis.stop();
      redis.restart();
      assertThat(limiter.tryAcquire("key", TEN).admitted()).isTrue();
    }
  }

  @Test
  void h07_aRedisThatSaysNothingCostsTheDeadlineAFewTimesOnly() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        RedisRateLimiter limiter =
            new RedisRateLimiter(RedisUrl.parse("redis://127.0.0.1:" + mute.getLocalPort()))) {
      long began = System.nanoTime();
      for (int i = 0; i < 3; i++) {
        assertAway(limiter);
      }
      Duration patient = Duration.ofNanos(System.nanoTime() - began);
      assertThat(patient).isBetween(Duration.ofMillis(3 * 140), Duration.ofSeconds(3));
      began = System.nanoTime();
      for (int i = 0; i < 1000; i++) {
        assertAway(limiter);
      }
      // One of them may have been the one that tries again.
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void aRedisThatWantsAPasswordIsAwayWithoutIt() throws Exception {
    try (TestRedis redis = TestRedis.start()) {
      redis.requirePassword("open sesame");
      RedisUrl without = RedisUrl.parse(redis.url());
      try (RedisRateLimiter limiter = new RedisRateLimiter(without)) {
        assertAway(limiter);
      }
      String with = redis.url().replace("//", "//:open%20sesame@");
      try (RedisRateLimiter limiter = new RedisRateLimiter(RedisUrl.parse(with))) {
        assertThat(limiter.tryAcquire("key", TEN).admitted()).isTrue();
      }
    }
  }

  private static void assertAway(RateLimiter limiter) {
    assertThatThrownBy(() -> limiter.tryAcquire("key", TEN))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.Overloaded(Duration.ofSeconds(1))));
  }

  private static void awaitAnswer(RedisRateLimiter limiter) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!limiter.isAnswering()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
