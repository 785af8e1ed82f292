package com.adiuva.application.limits;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.limits.TokenLedger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Settles calls, beside the answers they are part of: nobody waits for his answer because its
/// price is being noted, unless he has a budget, since what he may spend next depends on it. An
/// answer that is there is not taken away because its price could not be noted: what the ledger
/// does not take is kept, as far as there is room, and brought to it again with a later call.
final class Settlements {
  private static final int MOST_KEPT = 10_000;
  private static final int MOST_WAITING = 1_000;

  private record Unsettled(TokenLedger.Spent spent, @Nullable UUID reservation) {}

  private final TokenLedger ledger;
  private final Consumer<UserId> onFailure;
  private final ConcurrentLinkedQueue<Unsettled> kept = new ConcurrentLinkedQueue<>();
  private final AtomicInteger keptCount = new AtomicInteger();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private final Queue<Unsettled> waiting = new ArrayDeque<>();
  private boolean settling;
  private long handedOver;
  private long settled;

  /// @param onFailure hears whose call could not be settled yet; must not throw
  Settlements(TokenLedger ledger, Consumer<UserId> onFailure) {
    this.ledger = ledger;
    this.onFailure = onFailure;
  }

  TokenLedger ledger() {
    return ledger;
  }

  /// Settles a call: with a reservation before it returns, else soon.
  void settle(TokenLedger.Spent spent, @Nullable UUID reservation) {
    Unsettled call = new Unsettled(spent, reservation);
    if (reservation != null || !isHandedOver(call)) {
      settle(call);
    }
  }

  /// Waits until all that was handed over before has been settled; what comes meanwhile is not
  /// waited for.
  ///
  /// @return whether that was so before the timeout
  boolean awaitEarlier(Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      long awaited = handedOver;
      while (settled < awaited && left > 0) {
        left = progress.awaitNanos(left);
      }
      return settled >= awaited;
    } finally {
      lock.unlock();
    }
  }

  /// False when so many wait already that whoever brings more has to do it himself.
  private boolean isHandedOver(Unsettled call) {
    lock.lock();
    try {
      if (waiting.size() >= MOST_WAITING) {
        return false;
      }
      waiting.add(call);
      handedOver++;
      if (!settling) {
        settling = true;
        Thread.ofVirtual().name("settlements").start(this::settleAll);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void settleAll() {
    for (Unsettled next = next(); next != null; next = next()) {
      boolean survived = false;
      try {
        settle(next);
        survived = true;
      } finally {
        settled(!survived); // then the next call begins again
      }
    }
  }

  private @Nullable Unsettled next() {
    lock.lock();
    try {
      Unsettled next = waiting.poll();
      settling = next != null;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void settled(boolean andStopped) {
    lock.lock();
    try {
      settled++;
      settling = !andStopped;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void settle(Unsettled call) {
    if (tried(call)) {
      Unsettled old = kept.poll();
      if (old != null) {
        keptCount.decrementAndGet();
        tried(old);
      }
    } else {
      onFailure.accept(call.spent().user());
    }
  }

  private boolean tried(Unsettled call) {
    try {
      ledger.settle(call.spent(), call.reservation());
      return true;
    } catch (RuntimeException e) {
      if (keptCount.incrementAndGet() <= MOST_KEPT) {
        kept.add(call);
      } else {
        keptCount.decrementAndGet();
      }
      return false;
    }
  }
}
