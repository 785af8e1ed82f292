package com.adiuva.application.billing;

import com.adiuva.application.billing.HandledEvent.Outcome;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.EventInbox;
import com.adiuva.domain.shared.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Receives Stripe's events. An event is acknowledged when it is in the inbox: its effect is tried
/// at once, but nobody waits long for it, since the worker brings about what was not.
public final class Webhooks {
  /// Longer than an effect usually takes; two at once do no harm.
  private static final Duration LEASE = Duration.ofSeconds(15);

  private static final int AT_ONCE = 8;

  private final SubscriptionSync sync;
  private final EventInbox inbox;
  private final EventEffects effects;
  private final Clock clock;
  private final Duration patience;
  private final Semaphore slots = new Semaphore(AT_ONCE);

  /// @param patience how long an answer may wait for the effect
  public Webhooks(
      SubscriptionSync sync,
      EventInbox inbox,
      EventEffects effects,
      Clock clock,
      Duration patience) {
    this.sync = sync;
    this.inbox = inbox;
    this.effects = effects;
    this.clock = clock;
    this.patience = patience;
  }

  /// Takes an event in; to be acknowledged when this returns.
  ///
  /// @param body exactly as it came
  /// @param signature the header that goes with it; null when there is none
  /// @throws ProblemException `InvalidSignature`, `BillingNotConfigured`, `DatabaseUnavailable`;
  ///   then nothing has changed
  public HandledEvent receive(byte[] body, @Nullable String signature) {
    Instant now = clock.instant();
    BillingEvent event = sync.gateway().verify(body, signature, now);
    boolean atOnce = slots.tryAcquire();
    boolean handedOver = false;
    try {
      if (!inbox.receive(event, now, atOnce ? now.plus(LEASE) : now)) {
        return new HandledEvent(event, Outcome.KNOWN);
      }
      if (!atOnce) {
        return new HandledEvent(event, Outcome.KEPT);
      }
      FutureTask<HandledEvent> effect = new FutureTask<>(() -> handleAndRelease(event));
      Thread.ofVirtual().name("billing-event").start(effect);
      handedOver = true;
      return await(event, effect);
    } finally {
      if (atOnce && !handedOver) {
        slots.release();
      }
    }
  }

  private HandledEvent handleAndRelease(BillingEvent event) {
    try {
      return effects.handle(event, 0);
    } finally {
      slots.release();
    }
  }

  private HandledEvent await(BillingEvent event, FutureTask<HandledEvent> effect) {
    try {
      return effect.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      RuntimeException failure = new IllegalStateException("the effect of an event", e.getCause());
      return new HandledEvent(event, Outcome.KEPT, "internal_error", failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      // it goes on by itself
    }
    return new HandledEvent(event, Outcome.KEPT);
  }
}
