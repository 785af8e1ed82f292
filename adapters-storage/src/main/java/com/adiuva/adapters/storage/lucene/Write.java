package com.adiuva.adapters.storage.lucene;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// A change that waits for its turn. Whoever asked for it may give up before that, and then it is
/// never made.
final class Write {
  private enum Stage {
    WAITING,
    BEGUN,
    GIVEN_UP
  }

  private final Change change;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  /// What is done to the index.
  interface Change {
    void apply(OpenIndex index) throws IOException;
  }

  Write(Change change) {
    this.change = change;
  }

  /// @param turn how long it may wait to be begun
  /// @param work how much longer it may take then
  void await(Duration turn, Duration work)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      done.get(turn.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (stage.compareAndSet(Stage.WAITING, Stage.GIVEN_UP)) {
        throw e;
      }
      done.get(work.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  void apply(OpenIndex index) throws IOException {
    if (stage.compareAndSet(Stage.WAITING, Stage.BEGUN)) {
      change.apply(index);
    }
  }

  void succeed() {
    done.complete(true);
  }

  void fail(Throwable reason) {
    done.completeExceptionally(reason);
  }
}
