package com.adiuva.application.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.RateLimiter;
import com.adiuva.domain.limits.Verdict;
import com.adiuva.domain.limits.WindowRateLimiter;
import com.adiuva.domain.shared.MovableClock;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RequestLimitsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final UserId ANN = new UserId(new UUID(0, 1));

  private final MovableClock clock = new MovableClock(People.NOON);
  private final AtomicInteger complaints = new AtomicInteger();
  private final RequestLimits limits = limits(new WindowRateLimiter(clock));

  private RequestLimits limits(RateLimiter limiter) {
    return new RequestLimits(limiter, MINUTE, complaints::incrementAndGet, clock);
  }

  private static Caller caller(UserId user, Tier tier, int seats) {
    return new Caller(
        user,
        new SessionId(UUID.randomUUID()),
        new EmailAddress("ann@example.org"),
        Role.USER,
        tier,
        seats);
  }

  @Test
  void c08_allSessionsOfAUserHaveOneBudget() {
    for (int i = 0; i < 20; i++) {
      limits.admit(caller(ANN, Tier.FREE, 1)).require();
    }
    RequestLimits.Standing standing = limits.admit(caller(ANN, Tier.FREE, 1));
    assertThat(standing).isEqualTo(new RequestLimits.Standing(20, Verdict.refused(MINUTE)));
    assertThatThrownBy(standing::require)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.RateLimited(MINUTE)));
    UserId bob = new UserId(new UUID(0, 2));
    assertThat(limits.admit(caller(bob, Tier.FREE, 1)).verdict().remaining()).isEqualTo(19);
  }

  @Test
  void h05_tierAndSeatsCountAsTheyAreNow() {
    assertThat(limits.admit(caller(ANN, Tier.TEAM, 3)).limit()).isEqualTo(600);
    assertThat(limits.admit(caller(ANN, Tier.TEAM, 1)).limit()).isEqualTo(200);
    assertThat(limits.admit(caller(ANN, Tier.POWER, 1)).limit()).isEqualTo(120);
    assertThat(limits.admit(caller(ANN, Tier.FREE, 1)).verdict().remaining()).isEqualTo(16);
  }

  @Test
  void h07_isOpenWhileNobodyCountsAndSaysSoOnceAMinute() {
    RequestLimits away =
        limits(
            new RateLimiter() {
              @Override
              public Verdict tryAcquire(String key, RateLimit limit) {
                throw new ProblemException(new Problem.Overloaded(Duration.ofSeconds(1)));
              }

              @Override
              public void refund(String key, RateLimit limit) {}
            });
    for (int i = 0; i < 100; i++) {
      RequestLimits.Standing standing = away.admit(caller(ANN, Tier.FREE, 1));
      standing.require();
      assertThat(standing.verdict()).isEqualTo(Verdict.admitted(20, Duration.ZERO));
    }
    assertThat(complaints).hasValue(1);
    clock.advance(MINUTE);
    away.admit(caller(ANN, Tier.FREE, 1)).require();
    assertThat(complaints).hasValue(2);
  }
}
