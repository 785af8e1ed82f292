package com.adiuva.domain.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private final Cancellation cancellation = new Cancellation();
  private final List<String> heard = new ArrayList<>();

  @Test
  void atFirstNothingIsCancelled() {
    assertThat(cancellation.isCancelled()).isFalse();
    assertThatCode(cancellation::throwIfCancelled).doesNotThrowAnyException();
  }

  @Test
  void cancellingTellsEveryListenerOnceInOrder() {
    cancellation.onCancel(() -> heard.add("first"));
    cancellation.onCancel(() -> heard.add("second"));

    cancellation.cancel();
    cancellation.cancel();

    assertThat(heard).containsExactly("first", "second");
    assertThat(cancellation.isCancelled()).isTrue();
    assertThatThrownBy(cancellation::throwIfCancelled).isInstanceOf(CancellationException.class);
  }

  @Test
  void whoComesLateHearsAtOnce() {
    cancellation.cancel();
    cancellation.onCancel(() -> heard.add("late")).close();

    assertThat(heard).containsExactly("late");
  }

  @Test
  void whoStoppedListeningHearsNothing() {
    cancellation.onCancel(() -> heard.add("gone")).close();
    cancellation.onCancel(() -> heard.add("there"));

    cancellation.cancel();

    assertThat(heard).containsExactly("there");
  }

  @Test
  void aListenerMayAskForMore() {
    cancellation.onCancel(() -> cancellation.onCancel(() -> heard.add("nested")));

    cancellation.cancel();

    assertThat(heard).containsExactly("nested");
  }

  @Test
  void racingListenersAllHearExactlyOnce() throws Exception {
    for (int round = 0; round < 200; round++) {
      Cancellation raced = new Cancellation();
      AtomicInteger calls = new AtomicInteger();
      CountDownLatch go = new CountDownLatch(1);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          boolean cancels = i % 4 == 0;
          all.add(
              threads.submit(() -> {
                go.await();
                if (cancels) {
                  raced.cancel();
                } else {
                  raced.onCancel(calls::incrementAndGet);
                }
                return null;
              }));
        }
        go.countDown();
        for (Future<?> one : all) {
          one.get();
        }
      }
      assertThat(calls).hasValue(6);
    }
  }
}
