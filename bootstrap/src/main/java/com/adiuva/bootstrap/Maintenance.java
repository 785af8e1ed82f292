package com.adiuva.bootstrap;

import com.adiuva.adapters.http.problems.Unspoken;
import com.adiuva.application.Adiuva.BillingFeature;
import com.adiuva.application.Adiuva.StorageFeature;
import com.adiuva.application.billing.HandledEvent;
import com.adiuva.application.billing.Reconciliation;
import com.adiuva.application.blobs.BlobSweeper;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is to be done every now and then, on threads of its own: sweeping what nothing refers to,
/// letting the vector index take over what it missed, and keeping subscriptions in step with
/// Stripe.
final class Maintenance implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Maintenance.class);
  private static final Duration SWEEP = Duration.ofSeconds(30);
  private static final Duration FOLLOW = Duration.ofSeconds(10);
  private static final Duration UNFINISHED = Duration.ofHours(1);
  private static final Duration UNFINISHED_AGE = Duration.ofHours(24);
  private static final Duration STOP = Duration.ofSeconds(5);

  private static final Duration EVENTS = Duration.ofSeconds(5);
  private static final Duration RECONCILE = Duration.ofHours(1);
  private static final Duration FIRST_RECONCILE = Duration.ofMinutes(5);

  private final StorageFeature storage;
  private final BillingFeature billing;
  private final ScheduledExecutorService executor =
      Executors.newScheduledThreadPool(
          3, Thread.ofPlatform().name("maintenance-", 0).daemon().factory());

  private Maintenance(StorageFeature storage, BillingFeature billing) {
    this.storage = storage;
    this.billing = billing;
  }

  /// Starts it.
  ///
  /// @param alone whether no other process can be storing anything, so that what is pending now was
  ///   left by one that died
  static Maintenance start(StorageFeature storage, BillingFeature billing, boolean alone) {
    Maintenance maintenance = new Maintenance(storage, billing);
    if (alone) {
      maintenance.attempt("giving up dead uploads", storage.sweeper()::giveUpAllPending);
      maintenance.once("taking over billing events", () -> logHandled(billing.worker().takeOver()));
    }
    maintenance.every(SWEEP, "sweeping", maintenance::sweep);
    maintenance.every(FOLLOW, "following", maintenance::follow);
    maintenance.every(
        UNFINISHED,
        "sweeping unfinished uploads",
        () -> storage.sweeper().sweepUnfinished(UNFINISHED_AGE));
    maintenance.every(EVENTS, "billing events", maintenance::handleEvents);
    maintenance.every(FIRST_RECONCILE, RECONCILE, "reconciling", maintenance::reconcile);
    return maintenance;
  }

  private void once(String what, Runnable work) {
    executor.execute(() -> attempt(what, work));
  }

  private void every(Duration interval, String what, Runnable work) {
    every(Duration.ZERO, interval, what, work);
  }

  private void every(Duration first, Duration interval, String what, Runnable work) {
    var _ =
        executor.scheduleWithFixedDelay(
            () -> attempt(what, work),
            first.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void attempt(String what, Runnable work) {
    try {
      work.run();
    } catch (ProblemException e) {
      log.atDebug().addKeyValue("problem", e.problem().code()).log("{} put off", what);
    } catch (RuntimeException e) {
      log.warn("{} failed", what, Unspoken.of(e));
    }
  }

  private void sweep() {
    BlobSweeper.Swept swept = storage.sweeper().sweep();
    if (swept.givenUp() > 0 || swept.putOff() > 0) {
      log.atInfo()
          .addKeyValue("given_up", swept.givenUp())
          .addKeyValue("removed", swept.removed())
          .addKeyValue("put_off", swept.putOff())
          .log("blobs swept");
    }
  }

  private void follow() {
    int users = storage.follower().followAll();
    if (users > 0) {
      log.atInfo().addKeyValue("users", users).log("vector index caught up");
    }
  }

  private void handleEvents() {
    logHandled(billing.worker().run());
  }

  private static void logHandled(List<HandledEvent> events) {
    for (HandledEvent handled : events) {
      (handled.failure() == null
              ? log.atInfo()
              : log.atError().setCause(Unspoken.of(handled.failure())))
          .addKeyValue("event_id", handled.event().id())
          .addKeyValue("event_type", handled.event().type())
          .addKeyValue("customer_id", handled.event().customerId())
          .addKeyValue("outcome", handled.outcome())
          .addKeyValue("problem", handled.problem())
          .log("billing event handled");
    }
  }

  private void reconcile() {
    Reconciliation.Report report;
    try {
      report =
          billing
              .reconciliation()
              .run(repair ->
                  log.atWarn().addKeyValue("repair", repair).log("subscription repaired"));
    } catch (ProblemException e) {
      log.atWarn()
          .addKeyValue("problem", e.problem().code())
          .log("subscriptions were not all compared with Stripe");
      return;
    }
    log.atInfo()
        .addKeyValue("compared", report.compared())
        .addKeyValue("repaired", report.repaired())
        .addKeyValue("unclear", report.unclear())
        .addKeyValue("strangers", report.strangers())
        .log("subscriptions compared with Stripe");
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      boolean ended = executor.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        log.warn("maintenance did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
