package com.adiuva.application.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.RateLimiter;
import com.adiuva.domain.limits.Verdict;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What becomes of an attempt when the limiter goes away (row H7).
final class LoginLimitsTest {
  private static final ClientInfo CLIENT = new ClientInfo("203.0.113.7", "test");
  private static final Problem AWAY = new Problem.Overloaded(Duration.ofSeconds(2));

  /// A limiter whose store goes away at its nth call.
  private static final class Failing implements RateLimiter {
    private int callsLeft;

    private Failing(int callsLeft) {
      this.callsLeft = callsLeft;
    }

    @Override
    public Verdict tryAcquire(String key, RateLimit limit) {
      refund(key, limit);
      return new com.adiuva.domain.limits.WindowRateLimiter(java.time.Clock.systemUTC())
          .tryAcquire(key, limit);
    }

    @Override
    public void refund(String key, RateLimit limit) {
      if (callsLeft-- <= 0) {
        throw new ProblemException(AWAY);
      }
    }
  }

  @Test
  void isClosedWhileNobodyCounts() {
    LoginLimits limits = new LoginLimits(new Failing(0));
    assertThatThrownBy(() -> limits.admit(LoginLimits.Door.REGISTER, CLIENT))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(AWAY));
    assertThatThrownBy(() ->
            limits.countingFailures(
                "ann",
                CLIENT,
                () -> {
                  throw new AssertionError("nobody may try");
                }))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(AWAY));
  }

  @Test
  void anAttemptThatWasLetInKeepsItsOutcome() {
    assertThat(new LoginLimits(new Failing(1)).countingFailures("ann", CLIENT, () -> "signed in"))
        .isEqualTo("signed in");
    Problem databaseAway = new Problem.DatabaseUnavailable();
    assertThatThrownBy(() ->
            new LoginLimits(new Failing(1))
                .countingFailures(
                    "ann",
                    CLIENT,
                    () -> {
                      throw new ProblemException(databaseAway);
                    }))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(databaseAway));
  }
}
