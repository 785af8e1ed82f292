package com.adiuva.adapters.http.sockets;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.websocket.api.Callback;

/// The way out of one socket: what was given to it and is not yet in the network is never more than
/// a bound, however slow the reader. A sender over the bound waits; where nothing moves for too
/// long, the socket is given up.
final class Outbox {
  /// Hands a text frame to the connection without waiting.
  interface Wire {
    void sendText(String text, Callback callback);
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Wire wire;
  private final long bound;
  private final Runnable onFailure;
  private long unsent;
  private long lastProgress;
  private int waiting;
  private long waitingSince;
  private boolean closed;

  /// @param bound the most bytes that may be unsent; one frame larger than that goes alone
  /// @param onFailure hears that a frame could not be sent, perhaps more than once
  Outbox(Wire wire, long bound, Runnable onFailure) {
    this.wire = wire;
    this.bound = bound;
    this.onFailure = onFailure;
  }

  /// Sends a frame, waiting while the bound is reached. How long that may be is decided by whoever
  /// asks [#stalledFor()] and closes.
  ///
  /// @throws CancellationException when the socket is closed, before or while waiting
  void send(String text) {
    long size = text.getBytes(StandardCharsets.UTF_8).length;
    lock.lock();
    try {
      awaitRoom(size);
      if (closed) {
        throw new CancellationException("the socket is closed");
      }
      if (unsent == 0) {
        lastProgress = System.nanoTime();
      }
      unsent += size;
    } finally {
      lock.unlock();
    }
    wire.sendText(text, Callback.from(() -> sent(size), failure -> onFailure.run()));
  }

  /// Waits until all is sent, or the socket is closed, or the time is over.
  void drain(Duration atMost) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!closed && unsent > 0 && left > 0) {
        left = moved.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /// For how long no frame has got out though some wait, or a sender has waited for room, whichever
  /// is longer; zero when nothing waits.
  Duration stalledFor() {
    lock.lock();
    try {
      if (closed || unsent == 0) {
        return Duration.ZERO;
      }
      long now = System.nanoTime();
      long blocked = waiting == 0 ? 0 : now - waitingSince;
      return Duration.ofNanos(Math.max(now - lastProgress, blocked));
    } finally {
      lock.unlock();
    }
  }

  /// Refuses what comes and wakes who waits.
  void close() {
    lock.lock();
    try {
      closed = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitRoom(long size) {
    if (closed || unsent == 0 || unsent + size <= bound) {
      return;
    }
    if (waiting++ == 0) {
      waitingSince = System.nanoTime();
    }
    while (!closed && unsent > 0 && unsent + size > bound) {
      moved.awaitUninterruptibly();
    }
    waiting--;
  }

  private void sent(long size) {
    lock.lock();
    try {
      unsent -= size;
      lastProgress = System.nanoTime();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
