package com.adiuva.application.billing;

import com.adiuva.domain.billing.BillingEvent;
import org.jspecify.annotations.Nullable;

/// What became of an event.
///
/// @param problem the code of what stopped it when it was put off
/// @param failure what was thrown unexpectedly, for the log
public record HandledEvent(
    BillingEvent event,
    Outcome outcome,
    @Nullable String problem,
    @Nullable RuntimeException failure) {

  /// Where it is now.
  public enum Outcome {
    /// It took effect.
    DONE,
    /// It was about nothing of ours.
    IGNORED,
    /// It is tried again later.
    PUT_OFF,
    /// It was received before.
    KNOWN,
    /// It is kept, and its effect comes as soon as somebody gets to it.
    KEPT
  }

  HandledEvent(BillingEvent event, Outcome outcome) {
    this(event, outcome, null, null);
  }
}
