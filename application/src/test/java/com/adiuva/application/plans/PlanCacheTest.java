package com.adiuva.application.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.UserId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanCacheTest {
  private static final UserId ANN = user(1);
  private static final UserId BOB = user(2);

  private static UserId user(long number) {
    return new UserId(new UUID(0, number));
  }

  private static UUID plan(long number) {
    return new UUID(1, number);
  }

  @Test
  void aPlanIsItsOwnersAlone() {
    PlanCache cache = new PlanCache(10, 100);
    cache.put(ANN, plan(1), "note_agent");

    assertThat(cache.agentOf(ANN, plan(1))).contains("note_agent");
    assertThat(cache.agentOf(BOB, plan(1))).isEmpty();
    assertThat(cache.agentOf(ANN, plan(2))).isEmpty();
  }

  @Test
  void theOneUnusedForLongestMakesRoom() {
    PlanCache cache = new PlanCache(2, 100);
    cache.put(ANN, plan(1), "a");
    cache.put(ANN, plan(2), "b");
    assertThat(cache.agentOf(ANN, plan(1))).isPresent();
    cache.put(BOB, plan(1), "c");
    cache.put(ANN, plan(3), "d");

    assertThat(cache.agentOf(ANN, plan(1))).contains("a");
    assertThat(cache.agentOf(ANN, plan(2))).isEmpty();
    assertThat(cache.agentOf(BOB, plan(1))).as("another's room is his").contains("c");
    assertThat(cache.size()).isEqualTo(3);
  }

  @Test
  void manyUsersHaveABoundTogether() {
    PlanCache cache = new PlanCache(10, 20);
    for (int user = 0; user < 50; user++) {
      for (int plan = 0; plan < 5; plan++) {
        cache.put(user(user), plan(plan), "a");
      }
    }

    assertThat(cache.size()).isLessThanOrEqualTo(20);
    assertThat(cache.agentOf(user(49), plan(0))).isPresent();
    assertThat(cache.agentOf(user(0), plan(0))).isEmpty();
  }

  @Test
  void threadsDoNotDisturbEachOther() {
    PlanCache cache = new PlanCache(100, 1_000);
    List<CompletableFuture<Void>> writers =
        IntStream.range(0, 8)
            .mapToObj(user ->
                CompletableFuture.runAsync(() -> {
                  for (int i = 0; i < 2_000; i++) {
                    cache.put(user(user), plan(i), "agent-" + user);
                    assertThat(cache.agentOf(user(user), plan(i))).contains("agent-" + user);
                  }
                }))
            .toList();
    writers.forEach(CompletableFuture::join);

    assertThat(cache.size()).isEqualTo(800);
  }
}
