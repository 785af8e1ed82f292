package com.adiuva.application.limits;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.limits.TokenLedger;
import com.adiuva.domain.limits.TokenLedger.Spent;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Settles calls, beside the answers they are part of: nobody waits for his answer because its
/// price is being noted, unless he has a budget, since what he may spend next depends on it. What
/// is spent within a moment is noted together. An answer that is there is not taken away because
/// its price could not be noted: what the ledger does not take is kept, as far as there is room,
/// and brought to it again with a later call.
final class Settlements {
  private static final int MOST_KEPT = 10_000;
  private static final int MOST_WAITING = 1_000;
  private static final int MOST_BROUGHT = 100;
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private record Unsettled(Spent spent, @Nullable UUID reservation) {}

  /// What calls are added up for.
  private record Account(UserId user, LocalDate day, String model) {}

  private final TokenLedger ledger;
  private final Consumer<UserId> onFailure;
  private final ConcurrentLinkedQueue<Unsettled> kept = new ConcurrentLinkedQueue<>();
  private final AtomicInteger keptCount = new AtomicInteger();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition hurry = lock.newCondition();
  private final Condition progress = lock.newCondition();
  private List<Spent> waiting = new ArrayList<>();
  private boolean settling;
  private int impatient;
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
  void settle(Spent spent, @Nullable UUID reservation) {
    if (reservation != null || !isHandedOver(spent)) {
      settleNow(new Unsettled(spent, reservation));
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
      impatient++;
      hurry.signal();
      long awaited = handedOver;
      while (settled < awaited && left > 0) {
        left = progress.awaitNanos(left);
      }
      return settled >= awaited;
    } finally {
      impatient--;
      lock.unlock();
    }
  }

  /// False when so many wait already that whoever brings more has to do it himself.
  private boolean isHandedOver(Spent spent) {
    lock.lock();
    try {
      if (waiting.size() >= MOST_WAITING) {
        return false;
      }
      waiting.add(spent);
      handedOver++;
      start();
      if (waiting.size() == MOST_WAITING) {
        hurry.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void start() {
    lock.lock();
    try {
      if (!settling) {
        Thread.ofVirtual().name("settlements").start(this::settleAll);
        settling = true;
      }
    } finally {
      lock.unlock();
    }
  }

  private void settleAll() {
    for (boolean more = true; more; ) {
      List<Spent> next = next();
      boolean survived = false;
      try {
        if (next.isEmpty()) {
          bringOld();
        } else {
          settle(addedUp(next));
        }
        survived = true;
      } finally {
        more = settled(next.size(), survived);
      }
    }
  }

  /// What has come within a moment, or by the time that somebody waits for it.
  private List<Spent> next() {
    lock.lock();
    try {
      long left = waiting.isEmpty() ? 0 : MOMENT_NANOS;
      while (left > 0 && impatient == 0 && waiting.size() < MOST_WAITING) {
        left = hurry.awaitNanos(left);
      }
      List<Spent> next = waiting;
      waiting = new ArrayList<>();
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the settler", e);
    } finally {
      lock.unlock();
    }
  }

  /// @return whether to go on: else the next call begins again
  private boolean settled(int calls, boolean survived) {
    lock.lock();
    try {
      settled += calls;
      settling = survived && !waiting.isEmpty();
      progress.signalAll();
      return settling;
    } finally {
      lock.unlock();
    }
  }

  private static List<Spent> addedUp(List<Spent> calls) {
    Map<Account, Usage> sums = new LinkedHashMap<>();
    calls.forEach(call ->
        sums.merge(new Account(call.user(), call.day(), call.model()), call.usage(), Usage::plus));
    return sums.entrySet().stream()
        .map(sum ->
            new Spent(
                sum.getKey().user(), sum.getKey().day(), sum.getKey().model(), sum.getValue()))
        .toList();
  }

  private void settle(List<Spent> sums) {
    try {
      ledger.settle(sums);
    } catch (RuntimeException | Error e) {
      sums.forEach(sum -> notSettled(new Unsettled(sum, null)));
      if (e instanceof Error error) {
        throw error;
      }
      return;
    }
    bringOld();
  }

  /// Somebody waits for it, so old ones are left to the settler.
  private void settleNow(Unsettled call) {
    try {
      ledger.settle(call.spent(), call.reservation());
    } catch (RuntimeException e) {
      notSettled(call);
      return;
    }
    if (!kept.isEmpty()) {
      start();
    }
  }

  private void notSettled(Unsettled call) {
    keep(call);
    onFailure.accept(call.spent().user());
  }

  /// Some of those that the ledger did not take before, up to the first that it still does not.
  private void bringOld() {
    List<Spent> unreserved = new ArrayList<>();
    boolean taken = true;
    for (int left = Math.min(MOST_BROUGHT, keptCount.get()); taken && left > 0; left--) {
      Unsettled old = kept.poll();
      if (old == null) {
        break;
      }
      keptCount.decrementAndGet();
      if (old.reservation() == null) {
        unreserved.add(old.spent());
      } else {
        taken = isTaken(() -> ledger.settle(old.spent(), old.reservation()), List.of(old));
      }
    }
    if (!unreserved.isEmpty()) {
      List<Spent> sums = addedUp(unreserved);
      List<Unsettled> calls = sums.stream().map(sum -> new Unsettled(sum, null)).toList();
      if (!taken) {
        calls.forEach(this::keep);
      } else {
        isTaken(() -> ledger.settle(sums), calls);
      }
    }
  }

  private boolean isTaken(Runnable settled, List<Unsettled> calls) {
    try {
      settled.run();
      return true;
    } catch (RuntimeException e) {
      calls.forEach(this::keep);
      return false;
    }
  }

  private void keep(Unsettled call) {
    if (keptCount.incrementAndGet() <= MOST_KEPT) {
      kept.add(call);
    } else {
      keptCount.decrementAndGet();
    }
  }
}
