package com.adiuva.adapters.llm.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CircuitBreakerTest {
  private final FakeTime time = new FakeTime();
  private final CircuitBreaker breaker = new CircuitBreaker("test", time);

  @Test
  void staysClosedBelowTwentyVisits() {
    visit(0, 19);
    assertThat(breaker.enter()).isNotNull();
  }

  @Test
  void opensWhenHalfOfTwentyFailed() {
    visit(10, 9);
    assertThat(isOpen()).isFalse();
    visit(0, 1);
    assertThat(isOpen()).isTrue();
  }

  @Test
  void staysClosedWhenFewerThanHalfFail() {
    for (int i = 0; i < 100; i++) {
      visit(3, 2);
    }
    assertThat(isOpen()).isFalse();
  }

  @Test
  void forgetsWhatIsTenSecondsOld() {
    visit(0, 19);
    time.pass(CircuitBreaker.WINDOW);
    visit(0, 19);
    assertThat(isOpen()).isFalse();
    time.pass(Duration.ofSeconds(9));
    visit(0, 1);
    assertThat(isOpen()).isTrue();
  }

  @Test
  void letsThreeTryAfterFiveSecondsAndClosesWhenTheySucceed() {
    visit(0, 20);
    time.pass(CircuitBreaker.OPEN.minusNanos(1));
    assertThat(isOpen()).isTrue();
    time.pass(Duration.ofNanos(1));
    List<CircuitBreaker.Visit> probes = probes();
    assertThat(isOpen()).as("no more than three at once").isTrue();
    probes.forEach(CircuitBreaker.Visit::succeeded);
    visit(5, 14);
    assertThat(isOpen()).as("what was before is forgotten").isFalse();
  }

  @Test
  void opensAgainWhenOneOfTheThreeFails() {
    visit(0, 20);
    time.pass(CircuitBreaker.OPEN);
    List<CircuitBreaker.Visit> probes = probes();
    probes.get(0).succeeded();
    probes.get(1).failed();
    assertThat(isOpen()).isTrue();
    probes.get(2).failed();
    time.pass(CircuitBreaker.OPEN);
    assertThat(isOpen()).as("the late failure did not count").isFalse();
  }

  @Test
  void aCancelledTryGivesItsPlaceBack() {
    visit(0, 20);
    time.pass(CircuitBreaker.OPEN);
    probes().get(1).forgotten();
    CircuitBreaker.Visit visit = breaker.enter();
    assertThat(visit).isNotNull();
    assertThat(isOpen()).isTrue();
  }

  @Test
  void onlyTheFirstEndingOfAVisitCounts() {
    for (int i = 0; i < 40; i++) {
      CircuitBreaker.Visit visit = enter();
      visit.succeeded();
      visit.failed();
      visit.forgotten();
    }
    assertThat(isOpen()).isFalse();
  }

  @Test
  void whatBeganBeforeItOpenedSaysNothingAfterwards() {
    List<CircuitBreaker.Visit> early = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      early.add(enter());
    }
    early.forEach(CircuitBreaker.Visit::failed);
    time.pass(CircuitBreaker.OPEN);
    List<CircuitBreaker.Visit> probes = probes();
    early.forEach(CircuitBreaker.Visit::failed);
    probes.forEach(CircuitBreaker.Visit::succeeded);
    assertThat(isOpen()).isFalse();
  }

  @Test
  void countsEveryVisitOfManyThreads() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> visits = new ArrayList<>();
      for (int i = 0; i < 19; i++) {
        visits.add(threads.submit(() -> enter().failed()));
      }
      for (Future<?> visit : visits) {
        visit.get(5, TimeUnit.SECONDS);
      }
    }
    assertThat(isOpen()).isFalse();
    visit(0, 1);
    assertThat(isOpen()).isTrue();
  }

  private void visit(int successes, int failures) {
    for (int i = 0; i < successes; i++) {
      enter().succeeded();
    }
    for (int i = 0; i < failures; i++) {
      enter().failed();
    }
  }

  private CircuitBreaker.Visit enter() {
    CircuitBreaker.Visit visit = breaker.enter();
    if (visit == null) {
      throw new AssertionError("not let in");
    }
    return visit;
  }

  private List<CircuitBreaker.Visit> probes() {
    return List.of(enter(), enter(), enter());
  }

  /// Whether nobody is let in; leaves no trace.
  private boolean isOpen() {
    CircuitBreaker.Visit visit = breaker.enter();
    if (visit != null) {
      visit.forgotten();
    }
    return visit == null;
  }
}
