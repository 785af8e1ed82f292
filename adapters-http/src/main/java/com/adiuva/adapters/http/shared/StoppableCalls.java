package com.adiuva.adapters.http.shared;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.domain.chat.Cancellation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Requests that wait for a model, which is cancelled when the server has to stop before it has
/// answered.
///
/// The engine reads nothing from a connection while it works on a request of it, so over HTTP/1.1 a
/// client that goes away is not noticed before the answer is written; the use case's deadline
/// bounds what that costs.
public final class StoppableCalls {
  /// How long requests may go on after a stop was asked for: what still runs then has a few seconds
  /// to be answered before the engine cuts its connections.
  private static final Duration GRACE = Duration.ofSeconds(25);

  private final Duration grace;
  private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();
  private volatile boolean overdue;

  public StoppableCalls() {
    this(GRACE);
  }

  /// @param grace how long requests may go on after a stop was asked for
  public StoppableCalls(Duration grace) {
    this.grace = grace;
  }

  /// Does the work.
  ///
  /// @throws EdgeException `SERVICE_UNAVAILABLE` when it was cancelled
  public <T> T call(Function<Cancellation, T> work) {
    Cancellation cancellation = new Cancellation();
    running.add(cancellation);
    try {
      if (overdue) {
        cancellation.cancel();
      }
      return work.apply(cancellation);
    } catch (CancellationException e) {
      throw new EdgeException(EdgeProblem.SERVICE_UNAVAILABLE);
    } finally {
      running.remove(cancellation);
    }
  }

  /// A stop was asked for. Does not block.
  public void stopping() {
    CompletableFuture.delayedExecutor(grace.toNanos(), TimeUnit.NANOSECONDS).execute(this::giveUp);
  }

  private void giveUp() {
    overdue = true;
    running.forEach(Cancellation::cancel);
  }
}
