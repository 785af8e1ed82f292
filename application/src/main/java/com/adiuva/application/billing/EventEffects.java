package com.adiuva.application.billing;

import com.adiuva.application.billing.HandledEvent.Outcome;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.EventInbox;
import com.adiuva.domain.billing.SubscriptionSnapshot;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Brings about what an event is to have as its effect: that we know of its customer what Stripe
/// has, or, of somebody whose account was erased, that he is not charged any more. May be done
/// twice, and by several at once.
public final class EventEffects {
  private static final long FIRST_DELAY_MILLIS = 5_000;
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  /// After so many attempts, spread over minutes, Stripe is believed what cannot be.
  private static final int PATIENT_ATTEMPTS = 6;

  private final EventInbox inbox;
  private final SubscriptionSync sync;
  private final Clock clock;
  private final RandomGenerator random;

  public EventEffects(
      EventInbox inbox, SubscriptionSync sync, Clock clock, RandomGenerator random) {
    this.inbox = inbox;
    this.sync = sync;
    this.clock = clock;
    this.random = random;
  }

  /// @param attempts how often the event was claimed before
  HandledEvent handle(BillingEvent event, int attempts) {
    try {
      String customer = event.customerId();
      if (customer == null) {
        return ignore(event);
      }
      if (event.type().equals(BillingEvent.ACCOUNT_ERASED)) {
        return stopCharging(event, customer);
      }
      return event.concernsSubscription() ? follow(event, customer, attempts) : ignore(event);
    } catch (ProblemException e) {
      return putOff(event, attempts, e.problem().code(), null);
    } catch (RuntimeException e) {
      return putOff(event, attempts, "internal_error", e);
    }
  }

  private HandledEvent follow(BillingEvent event, String customer, int attempts) {
    return switch (sync.customer(customer, event.id(), attempts >= PATIENT_ATTEMPTS)) {
      case SubscriptionSync.Result.Changed changed -> new HandledEvent(event, Outcome.DONE);
      case SubscriptionSync.Result.Unchanged unchanged -> new HandledEvent(event, Outcome.DONE);
      case SubscriptionSync.Result.Gone gone ->
          inbox.wasErased(customer) ? stopCharging(event, customer) : ignore(event);
      case SubscriptionSync.Result.Stale stale -> putOff(event, attempts, "stale_answer", null);
      case SubscriptionSync.Result.Contended contended ->
          putOff(event, attempts, "contended", null);
    };
  }

  private HandledEvent stopCharging(BillingEvent event, String customer) {
    try {
      sync.gateway().expireCheckouts(customer);
    } finally {
      cancelAll(customer); // what is charged ends, also when a page cannot be closed
    }
    inbox.done(event.id(), clock.instant());
    return new HandledEvent(event, Outcome.DONE);
  }

  /// Ends every subscription of the customer.
  ///
  /// @return how many lived
  int cancelAll(String customer) {
    int cancelled = 0;
    for (SubscriptionSnapshot one : sync.gateway().subscriptionsOf(customer)) {
      if (!one.status().isFinal() && cancel(one.id())) {
        cancelled++;
      }
    }
    return cancelled;
  }

  private boolean cancel(String subscription) {
    try {
      sync.gateway().cancelNow(subscription);
      return true;
    } catch (ProblemException e) {
      if (e.problem() instanceof BillingProblem.NoSubscription) {
        return false; // it ended by itself
      }
      throw e;
    }
  }

  private HandledEvent ignore(BillingEvent event) {
    inbox.ignore(event.id(), clock.instant());
    return new HandledEvent(event, Outcome.IGNORED);
  }

  /// If that cannot be noted either, the event is tried again when its lease is over.
  HandledEvent putOff(
      BillingEvent event, int attempts, String problem, @Nullable RuntimeException failure) {
    try {
      inbox.retryAt(event.id(), clock.instant().plus(delay(attempts)), problem);
    } catch (ProblemException e) {
      if (failure != null) {
        failure.addSuppressed(e);
      }
    }
    return new HandledEvent(event, Outcome.PUT_OFF, problem, failure);
  }

  /// Twice as long each time, and anywhere between a second and that, so that they do not all come
  /// back at once.
  private Duration delay(int attempts) {
    long most = Math.min(LONGEST_DELAY.toMillis(), FIRST_DELAY_MILLIS << Math.min(attempts, 20));
    return Duration.ofMillis(random.nextLong(1_000, most + 1));
  }
}
