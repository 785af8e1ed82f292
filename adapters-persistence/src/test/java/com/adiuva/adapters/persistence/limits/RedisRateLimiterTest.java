package com.adiuva.adapters.persistence.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.RateLimiter;
import com.adiuva.domain.limits.RateLimiterContract;
import com.adiuva.domain.limits.Verdict;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;

final class RedisRateLimiterTest implements RateLimiterContract {
  private static final RedisUrl URL = RedisUrl.parse(TestRedis.shared().url());

  /// What is counted does not depend on how busy the machine is.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// As many digits as the real time has.
  private final AtomicLong micros = new AtomicLong(1_800_000_000_000_000L);

  private final RedisRateLimiter limiter = new RedisRateLimiter(URL, PATIENCE, this::now);
  private final RedisRateLimiter other = new RedisRateLimiter(URL, PATIENCE, this::now);

  private String now() {
    return Long.toString(micros.get());
  }

  @AfterEach
  void close() {
    limiter.close();
    other.close();
  }

  @Override
  public RateLimiter limiter() {
    return limiter;
  }

  @Override
  public RateLimiter other() {
    return other;
  }

  @Override
  public void advance(Duration duration) {
    micros.addAndGet(duration.toNanos() / 1000);
  }

  @Test
  void h05_aClockThatIsSetBackForgetsNothingAndLocksNobodyOut() {
    String key = "test:" + UUID.randomUUID();
    for (int i = 0; i < 3; i++) {
      limiter.tryAcquire(key, THREE);
    }
    advance(Duration.ofHours(-1));
    Verdict refused = limiter.tryAcquire(key, THREE);
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(1));
    advance(refused.retryAfter());
    assertThat(limiter.tryAcquire(key, THREE).remaining()).isEqualTo(2);
  }

  @Test
  void goesByTheClockOfRedis() throws Exception {
    RateLimit inAMoment = new RateLimit(2, Duration.ofMillis(100));
    String key = "test:" + UUID.randomUUID();
    try (RedisRateLimiter real = new RedisRateLimiter(URL)) {
      assertThat(real.tryAcquire(key, inAMoment).remaining()).isEqualTo(1);
      assertThat(real.tryAcquire(key, inAMoment).remaining()).isZero();
      Verdict refused = real.tryAcquire(key, inAMoment);
      assertThat(refused.admitted()).isFalse();
      assertThat(refused.retryAfter()).isBetween(Duration.ofNanos(1), Duration.ofMillis(100));
      long until = System.nanoTime() + refused.retryAfter().toNanos();
      while (System.nanoTime() < until) {
        LockSupport.parkNanos(until - System.nanoTime());
      }
      assertThat(real.tryAcquire(key, inAMoment).admitted()).isTrue();
    }
  }

  @Test
  void h06_keysExpire() {
    String key = "test:" + UUID.randomUUID();
    limiter.tryAcquire(key, THREE);
    try (JedisPooled redis = RedisConnections.to(URL, PATIENCE)) {
      assertThat(redis.pttl("adiuva:limit:" + key)).isBetween(55_000L, 61_000L);
    }
  }

  @Test
  void countsOnWhenRedisHasForgottenTheScript() {
    String key = "test:" + UUID.randomUUID();
    limiter.tryAcquire(key, THREE);
    try (JedisPooled redis = RedisConnections.to(URL, PATIENCE)) {
      redis.scriptFlush();
    }
    assertThat(limiter.tryAcquire(key, THREE).remaining()).isEqualTo(1);
  }
}
