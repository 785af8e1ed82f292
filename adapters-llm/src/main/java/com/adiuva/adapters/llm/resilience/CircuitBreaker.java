package com.adiuva.adapters.llm.resilience;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Spares a model that keeps failing, and its callers the wait. It opens when half of at least 20
/// visits within 10 s failed; after 5 s it lets three through to try, and closes when all of them
/// succeed. Thread-safe.
///
/// A visit is one caller's whole use of the model, with its retries: what retries can mend is no
/// reason to open.
final class CircuitBreaker {
  static final int FEWEST_VISITS = 20;
  static final int PROBES = 3;
  static final Duration WINDOW = Duration.ofSeconds(10);
  static final Duration OPEN = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);

  private final String name;
  private final LongSupplier nanoTime;
  private final long origin;

  /// Per second of the window: which second it was, the visits that ended in it, and the failures.
  private final long[] seconds = new long[(int) WINDOW.toSeconds()];

  private final int[] visits = new int[seconds.length];
  private final int[] failures = new int[seconds.length];

  private State state = State.CLOSED;
  private int generation;
  private long openUntil;
  private int probesOut;
  private int probesSucceeded;

  private enum State {
    CLOSED,
    OPEN,
    TRYING
  }

  /// @param name of the model, for the log
  CircuitBreaker(String name, LongSupplier nanoTime) {
    this.name = name;
    this.nanoTime = nanoTime;
    this.origin = nanoTime.getAsLong();
    forget();
  }

  /// Leave to use the model, or null when it is being spared. Whoever has it must end it.
  synchronized @Nullable Visit enter() {
    if (state == State.OPEN && now() >= openUntil) {
      state = State.TRYING;
      probesOut = 0;
      probesSucceeded = 0;
    }
    if (state == State.OPEN || (state == State.TRYING && probesOut + probesSucceeded >= PROBES)) {
      return null;
    }
    if (state == State.TRYING) {
      probesOut++;
    }
    return new Visit(generation);
  }

  private long now() {
    return nanoTime.getAsLong() - origin;
  }

  private synchronized void ended(int when, @Nullable Boolean succeeded) {
    if (when != generation) {
      return; // it began before the state changed and says nothing about the model of now
    }
    if (state == State.TRYING) {
      probesOut--;
    }
    if (succeeded == null) {
      return;
    }
    switch (state) {
      case CLOSED -> count(succeeded);
      case TRYING -> probed(succeeded);
      case OPEN -> throw new IllegalStateException("nobody is let in while open");
    }
  }

  private void probed(boolean succeeded) {
    if (!succeeded) {
      open();
    } else if (++probesSucceeded == PROBES) {
      state = State.CLOSED;
      generation++;
      forget();
      LOG.info("{}: is back", name);
    }
  }

  private void count(boolean succeeded) {
    long second = now() / Duration.ofSeconds(1).toNanos();
    int slot = (int) (second % seconds.length);
    if (seconds[slot] != second) {
      seconds[slot] = second;
      visits[slot] = 0;
      failures[slot] = 0;
    }
    visits[slot]++;
    failures[slot] += succeeded ? 0 : 1;
    int allVisits = 0;
    int allFailures = 0;
    for (int i = 0; i < seconds.length; i++) {
      if (seconds[i] > second - seconds.length) {
        allVisits += visits[i];
        allFailures += failures[i];
      }
    }
    if (allVisits >= FEWEST_VISITS && allFailures * 2 >= allVisits) {
      open();
    }
  }

  private void open() {
    state = State.OPEN;
    generation++;
    openUntil = now() + OPEN.toNanos();
    forget();
    LOG.warn("{}: keeps failing and is spared for {} s", name, OPEN.toSeconds());
  }

  private void forget() {
    Arrays.fill(seconds, Long.MIN_VALUE / 2);
    Arrays.fill(visits, 0);
    Arrays.fill(failures, 0);
  }

  /// Leave to use the model once. Only its first ending counts.
  final class Visit {
    private final int when;
    private boolean over;

    private Visit(int when) {
      this.when = when;
    }

    void succeeded() {
      end(true);
    }

    void failed() {
      end(false);
    }

    /// It ended without telling anything about the model.
    void forgotten() {
      end(null);
    }

    private void end(@Nullable Boolean outcome) {
      if (!over) {
        over = true;
        ended(when, outcome);
      }
    }
  }
}
