package com.adiuva.adapters.persistence.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.RateLimiter;
import com.adiuva.domain.limits.RateLimiterContract;
import com.adiuva.domain.limits.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class InProcessRateLimiterTest implements RateLimiterContract {
  private static final RateLimit TWENTY = RateLimit.perMinute(20);
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /// Close to where a monotonic clock overflows, which it may.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - MINUTE / 2);

  private final InProcessRateLimiter limiter = new InProcessRateLimiter(nanos::get, 64 << 20);

  @Override
  public RateLimiter limiter() {
    return limiter;
  }

  @Override
  public void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  @Test
  void noStretchOfAMinuteHoldsMoreThanTheLimit() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Long> admitted = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      advance(Duration.ofMillis(random.nextInt(3000)));
      Verdict verdict = limiter.tryAcquire("key", TWENTY);
      if (verdict.admitted()) {
        admitted.add(nanos.get());
      } else if (random.nextInt(10) == 0) {
        advance(verdict.retryAfter().minusNanos(1));
        assertThat(limiter.tryAcquire("key", TWENTY).admitted()).as("seed " + seed).isFalse();
        advance(Duration.ofNanos(1));
        assertThat(limiter.tryAcquire("key", TWENTY).admitted()).as("seed " + seed).isTrue();
        admitted.add(nanos.get());
      }
    }
    for (int i = TWENTY.permits(); i < admitted.size(); i++) {
      assertThat(admitted.get(i) - admitted.get(i - TWENTY.permits()))
          .as("seed " + seed)
          .isGreaterThanOrEqualTo(MINUTE);
    }
  }

  @Test
  void noBurstAtTheBoundary() {
    advance(Duration.ofMillis(59_900));
    for (int i = 0; i < 20; i++) {
      assertThat(limiter.tryAcquire("key", TWENTY).admitted()).isTrue();
    }
    advance(Duration.ofMillis(200));
    assertThat(limiter.tryAcquire("key", TWENTY).admitted()).isFalse();
  }

  @Test
  void aLoweredLimitHoldsAtOnce() {
    for (int i = 0; i < 20; i++) {
      limiter.tryAcquire("key", TWENTY);
      advance(Duration.ofSeconds(1));
    }
    Verdict refused = limiter.tryAcquire("key", THREE);
    assertThat(refused.admitted()).isFalse();
    advance(refused.retryAfter());
    assertThat(limiter.tryAcquire("key", THREE).admitted()).isTrue();
  }

  @Test
  void forgetsIdleKeys() {
    for (int i = 0; i < 10_000; i++) {
      limiter.tryAcquire("first:" + i, TWENTY);
    }
    assertThat(limiter.keys()).isEqualTo(10_000);
    advance(Duration.ofMinutes(1));
    for (int i = 0; i < 10_000; i++) {
      limiter.tryAcquire("second:" + i, TWENTY);
    }
    assertThat(limiter.keys()).isBetween(10_000, 10_100);
  }

  @Test
  void overItsCapItForgetsTheLongestIdleFirst() {
    InProcessRateLimiter small = new InProcessRateLimiter(nanos::get, 1 << 20);
    for (int i = 0; i < 20; i++) {
      small.tryAcquire("busy", TWENTY);
    }
    for (int i = 0; i < 200_000; i++) {
      small.tryAcquire("churn:" + i, TWENTY);
      if (i % 100 == 0) {
        assertThat(small.tryAcquire("busy", TWENTY).admitted()).isFalse();
      }
    }
    assertThat(small.keys()).isBetween(1_000, 8_000);
  }

  @Test
  void itsMemoryIsWhatItSays() {
    long cap = 16 << 20;
    InProcessRateLimiter capped = new InProcessRateLimiter(nanos::get, cap);
    long before = usedHeap();
    for (int i = 0; i < 300_000; i++) {
      capped.tryAcquire("login:somebody-" + i + "@example.org:203.0.113.7", TWENTY);
    }
    long grown = usedHeap() - before;
    assertThat(capped.keys()).isGreaterThan(50_000);
    assertThat(grown).isLessThan(cap * 3 / 2);
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
