package com.adiuva.adapters.http.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
  private static final long MIB = 1024 * 1024;

  private final BodyBudget budget = new BodyBudget(10 * MIB);

  @Test
  void isSharedAndGivenBack() {
    try (BodyBudget.Lease second = budget.lease()) {
      try (BodyBudget.Lease first = budget.lease()) {
        first.take(8 * MIB);
        long start = System.nanoTime();
        assertRefused(() -> second.take(3 * MIB), EdgeProblem.SERVICE_UNAVAILABLE);
        assertThat(System.nanoTime() - start)
            .isBetween(TimeUnit.MILLISECONDS.toNanos(240), TimeUnit.SECONDS.toNanos(5));
      }
      second.take(3 * MIB);
      second.take(4 * MIB);
    }
    try (BodyBudget.Lease all = budget.lease()) {
      all.take(10 * MIB);
    }
  }

  @Test
  void whoWaitsAMomentGetsWhatBecomesFree() throws Exception {
    try (BodyBudget.Lease second = budget.lease()) {
      CompletableFuture<Void> waiting;
      try (BodyBudget.Lease first = budget.lease()) {
        first.take(10 * MIB);
        waiting = CompletableFuture.runAsync(() -> second.take(MIB));
      }
      waiting.get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void smallBodiesAreFreeOfCharge() {
    try (BodyBudget.Lease all = budget.lease();
        BodyBudget.Lease small = budget.lease()) {
      all.take(10 * MIB);
      small.take(64 * 1024);
      assertRefused(() -> small.take(1), EdgeProblem.SERVICE_UNAVAILABLE);
    }
  }

  @Test
  void whatCanNeverFitIsTooLarge() {
    try (BodyBudget.Lease lease = budget.lease()) {
      assertRefused(() -> lease.take(10 * MIB + 1), EdgeProblem.PAYLOAD_TOO_LARGE);
      assertRefused(() -> lease.take(Long.MAX_VALUE / 2), EdgeProblem.PAYLOAD_TOO_LARGE);
    }
  }

  private static void assertRefused(Runnable taking, EdgeProblem problem) {
    assertThatThrownBy(taking::run)
        .isInstanceOfSatisfying(
            EdgeException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
