package com.adiuva.domain.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/// Tells running work to stop: once cancelled, for ever, and every listener hears it once.
/// Thread-safe.
public final class Cancellation {
  private final Object lock = new Object();
  private final List<Runnable> listeners = new ArrayList<>();
  private volatile boolean cancelled;

  /// Cancels. Listeners run on this thread before it returns; the second call does nothing.
  public void cancel() {
    List<Runnable> toTell;
    synchronized (lock) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      toTell = List.copyOf(listeners);
      listeners.clear();
    }
    toTell.forEach(Runnable::run);
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /// @throws CancellationException when cancelled
  public void throwIfCancelled() {
    if (cancelled) {
      throw new CancellationException("the request was cancelled");
    }
  }

  /// Calls the listener when cancelled, at once if that has happened already. The listener must be
  /// short and must not throw.
  ///
  /// @return closes to stop listening, for work that has ended
  public Registration onCancel(Runnable listener) {
    synchronized (lock) {
      if (!cancelled) {
        listeners.add(listener);
        return () -> remove(listener);
      }
    }
    listener.run();
    return () -> {};
  }

  private void remove(Runnable listener) {
    synchronized (lock) {
      listeners.remove(listener);
    }
  }

  /// A listener's place, given back by closing.
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
