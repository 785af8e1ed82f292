package com.adiuva.adapters.persistence.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.RateLimiter;
import com.adiuva.domain.limits.RateLimiterContract;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Racers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class InProcessRateLimiterTest implements RateLimiterContract {
  private static final int MILLION = 1_000_000;
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
  void keysOfLongerWindowsAreNotInTheWay() {
    RateLimit perHour = new RateLimit(20, Duration.ofHours(1));
    limiter.tryAcquire("once", perHour);
    for (int i = 0; i < 10_000; i++) {
      limiter.tryAcquire("key:" + i, TWENTY);
      limiter.refund("key:" + (i - 1), TWENTY);
      advance(Duration.ofSeconds(1));
    }
    assertThat(limiter.keys()).isLessThan(200);
    assertThat(limiter.tryAcquire("once", perHour).remaining()).isEqualTo(19);
  }

  /// A thousand callers a second, each of whom comes once.
  @Test
  void h06_aMillionKeysOneAfterTheOtherTakeTheMemoryOfThoseThatCount() {
    long cap = 16 << 20;
    InProcessRateLimiter capped = new InProcessRateLimiter(nanos::get, cap);
    long before = usedHeap();
    int most = 0;
    int admitted = 0;
    for (int i = 0; i < MILLION; i++) {
      admitted += capped.tryAcquire("user:" + i, TWENTY).admitted() ? 1 : 0;
      if (i % 1000 == 0) {
        advance(Duration.ofSeconds(1));
        most = Math.max(most, capped.keys());
      }
    }
    assertThat(admitted).isEqualTo(MILLION);
    assertThat(most).isBetween(60_000, 63_000);
    assertThat(usedHeap() - before).isLessThan(cap);
  }

  @Test
  void h06_aMillionKeysAtOnceStayWithinTheCapAndPushNobodyOut() throws Exception {
    long cap = 16 << 20;
    InProcessRateLimiter capped = new InProcessRateLimiter(nanos::get, cap);
    long before = usedHeap();
    for (int i = 0; i < 20; i++) {
      capped.tryAcquire("busy", TWENTY);
    }
    int refused =
        Racers.race(4, () -> refusedForRoom(capped)).stream().mapToInt(Integer::intValue).sum();
    assertThat(usedHeap() - before).isLessThan(cap * 5 / 4);
    assertThat(capped.keys()).isBetween(60_000, 100_000).isEqualTo(MILLION + 1 - refused);
    assertThat(capped.tryAcquire("busy", TWENTY).admitted()).isFalse();
    advance(Duration.ofMinutes(1));
    assertThat(capped.tryAcquire("afterwards", TWENTY).remaining()).isEqualTo(19);
  }

  @Test
  void h05_aThousandSeatsAreCountedToTheLastRequest() {
    RateLimit team = RateLimit.perMinute(200_000);
    InProcessRateLimiter capped = new InProcessRateLimiter(nanos::get, 32 << 20);
    for (int i = 0; i < 200_000; i++) {
      assertThat(capped.tryAcquire("team", team).admitted()).isTrue();
    }
    assertThat(capped.tryAcquire("team", team).admitted()).isFalse();
    assertThat(capped.tryAcquire("somebody else", TWENTY).admitted()).isTrue();
  }

  @Test
  void whoIsRefusedForWantOfRoomHearsThatTheLimiterIsBusy() {
    InProcessRateLimiter none = new InProcessRateLimiter(nanos::get, 0);
    assertThatThrownBy(() -> none.tryAcquire("key", TWENTY))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Overloaded.class));
    none.refund("key", TWENTY);
  }

  /// @return how many of a quarter of a million keys
  private static int refusedForRoom(RateLimiter limiter) {
    long racer = Thread.currentThread().threadId();
    int refused = 0;
    for (int i = 0; i < MILLION / 4; i++) {
      try {
        limiter.tryAcquire(racer + ":" + i, TWENTY);
      } catch (ProblemException e) {
        refused++;
      }
    }
    return refused;
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
