package com.adiuva.adapters.llm.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.chat.Cancellation;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WaitingTest {
  private final Cancellation cancellation = new Cancellation();
  private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();

  @Test
  void takesItsTime() {
    long start = System.nanoTime();
    Waiting.really(Duration.ofMillis(30), cancellation);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);
  }

  @Test
  void endsAtOnceWhenCancelled() throws Exception {
    waitForAnHour();
    cancellation.cancel();
    assertThat(cancelled.get(1, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void endsAtOnceWhenInterrupted() throws Exception {
    waitForAnHour().interrupt();
    assertThat(cancelled.get(1, TimeUnit.SECONDS)).as("still marked as interrupted").isTrue();
  }

  private Thread waitForAnHour() {
    return Thread.startVirtualThread(() -> {
      try {
        Waiting.really(Duration.ofHours(1), cancellation);
      } catch (CancellationException e) {
        cancelled.complete(Thread.currentThread().isInterrupted());
      }
    });
  }
}
