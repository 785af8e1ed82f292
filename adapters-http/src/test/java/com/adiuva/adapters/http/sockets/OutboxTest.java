package com.adiuva.adapters.http.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.junit.jupiter.api.Test;

final class OutboxTest {
  private static final int BOUND = 10;

  private final BlockingQueue<Callback> pending = new LinkedBlockingQueue<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final Outbox outbox =
      new Outbox((text, callback) -> pending.add(callback), BOUND, failures::incrementAndGet);

  private CompletableFuture<Void> sendOnAThread(String text) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            outbox.send(text);
            sent.complete(null);
          } catch (CancellationException e) {
            sent.completeExceptionally(e);
          }
        });
    return sent;
  }

  private Callback next() throws Exception {
    Callback callback = pending.poll(10, TimeUnit.SECONDS);
    assertThat(callback).isNotNull();
    return callback;
  }

  /// Waits until the sender waits: only then does the outbox call itself stalled for long.
  private void awaitStall(Duration least) {
    while (outbox.stalledFor().compareTo(least) < 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void neverHoldsMoreThanItsBound() throws Exception {
    outbox.send("12345");
    outbox.send("67890");
    CompletableFuture<Void> third = sendOnAThread("x");
    awaitStall(Duration.ofMillis(50));
    assertThat(third).isNotDone();
    assertThat(pending).hasSize(2);

    next().succeed();
    third.get(10, TimeUnit.SECONDS);
    assertThat(pending).hasSize(2);
  }

  @Test
  void countsBytesAndNotCharacters() throws Exception {
    outbox.send("世世世"); // nine bytes
    CompletableFuture<Void> second = sendOnAThread("é");
    awaitStall(Duration.ofMillis(50));
    assertThat(second).isNotDone();
    next().succeed();
    second.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aFrameLargerThanTheBoundGoesAlone() throws Exception {
    outbox.send("longer than the bound");
    CompletableFuture<Void> second = sendOnAThread("x");
    awaitStall(Duration.ofMillis(50));
    assertThat(second).isNotDone();
    next().succeed();
    second.get(10, TimeUnit.SECONDS);
  }

  @Test
  void closingWakesWhoWaitsAndRefusesWhoComes() {
    outbox.send("1234567890");
    CompletableFuture<Void> waiting = sendOnAThread("x");
    awaitStall(Duration.ofMillis(50));
    outbox.close();

    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> outbox.send("y")).isInstanceOf(CancellationException.class);
    assertThat(outbox.stalledFor()).isZero();
  }

  @Test
  void isStalledOnlyWhileSomethingWaits() throws Exception {
    assertThat(outbox.stalledFor()).isZero();
    outbox.send("x");
    awaitStall(Duration.ofMillis(20));
    next().succeed();
    assertThat(outbox.stalledFor()).isZero();
  }

  @Test
  void aFailedSendIsReported() throws Exception {
    outbox.send("x");
    next().fail(new IllegalStateException("broken pipe"));
    assertThat(failures).hasValue(1);
  }

  @Test
  void drainingEndsWhenAllIsSentOrTheTimeIsOver() throws Exception {
    outbox.drain(Duration.ofSeconds(10));
    outbox.send("x");
    outbox.drain(Duration.ofMillis(1));
    Callback callback = next();
    Thread.ofVirtual().start(callback::succeed);
    long begin = System.nanoTime();
    outbox.drain(Duration.ofSeconds(10));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    assertThat(outbox.stalledFor()).isZero();
  }
}
