package com.adiuva.application.billing;

import com.adiuva.application.billing.HandledEvent.Outcome;
import com.adiuva.domain.billing.EventInbox;
import com.adiuva.domain.shared.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Brings about the effects of events that did not have them yet: because Stripe was out, because
/// the server died, or because an account was erased. Several may run at once.
public final class EventWorker {
  private static final int PAGE = 10;
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final String UNAVAILABLE = "billing_unavailable";

  private final EventInbox inbox;
  private final EventEffects effects;
  private final boolean configured;
  private final Clock clock;

  /// @param configured without a payment provider nothing is done
  public EventWorker(EventInbox inbox, EventEffects effects, boolean configured, Clock clock) {
    this.inbox = inbox;
    this.effects = effects;
    this.configured = configured;
    this.clock = clock;
  }

  /// Works on what is due; when Stripe turns out not to answer, the rest is for another time.
  ///
  /// @return what became of each
  /// @throws ProblemException `DatabaseUnavailable`; what was not done stays due
  public List<HandledEvent> run() {
    return run(Duration.ZERO);
  }

  /// The same with what somebody else may be at: for when there is nobody else but the dead.
  ///
  /// @throws ProblemException `DatabaseUnavailable`
  public List<HandledEvent> takeOver() {
    return run(LEASE);
  }

  private List<HandledEvent> run(Duration first) {
    Duration ahead = first;
    List<HandledEvent> handled = new ArrayList<>();
    boolean more = configured;
    while (more) {
      Instant now = clock.instant();
      List<EventInbox.Entry> entries =
          inbox.claim(now.plus(ahead), now.plus(ahead).plus(LEASE), PAGE);
      more = entries.size() == PAGE;
      ahead = Duration.ZERO; // or what was just put off would come back at once
      boolean away = false;
      for (EventInbox.Entry entry : entries) {
        HandledEvent one =
            away
                ? effects.putOff(entry.event(), entry.attempts(), UNAVAILABLE, null)
                : effects.handle(entry.event(), entry.attempts());
        away = one.outcome() == Outcome.PUT_OFF && UNAVAILABLE.equals(one.problem());
        handled.add(one);
      }
      more = more && !away;
    }
    return handled;
  }
}
