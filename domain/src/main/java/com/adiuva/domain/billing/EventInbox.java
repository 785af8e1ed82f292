package com.adiuva.domain.billing;

import com.adiuva.domain.shared.Port;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events that were received, each once, until their effect has happened. What has an effect on a
/// subscription is marked as done by [Subscriptions#apply].
///
/// Every method is atomic and throws a [com.adiuva.domain.shared.ProblemException] with
/// `DatabaseUnavailable` when the store does not answer.
@Port
public interface EventInbox {

  /// Where an event is.
  enum State {
    /// Its effect is still to come.
    PENDING,
    /// It took effect.
    DONE,
    /// It was about nothing of ours.
    IGNORED
  }

  /// An event whose effect somebody is to bring about.
  ///
  /// @param attempts how often it was claimed before
  record Entry(BillingEvent event, int attempts) {}

  /// An event as an operator sees it.
  ///
  /// @param attempts how often it was claimed
  /// @param problem the code of what stopped the last attempt, if any
  /// @param dueAt when it is tried next; null when it is not pending
  record Line(
      BillingEvent event,
      State state,
      Instant receivedAt,
      int attempts,
      @Nullable String problem,
      @Nullable Instant dueAt) {}

  /// Keeps an event and claims it for the caller until `lease`.
  ///
  /// @return false when the event was received before; then nothing changes
  boolean receive(BillingEvent event, Instant now, Instant lease);

  /// Claims pending events that are due, for nobody else until `lease`; whoever dies with some
  /// leaves them to others from then on.
  ///
  /// @return at most `limit`, the longest due first
  List<Entry> claim(Instant now, Instant lease, int limit);

  /// Its effect has happened, and was none on a subscription. Unknown ones are no error.
  void done(String eventId, Instant now);

  /// It was about nothing of ours. Unknown ones are no error.
  void ignore(String eventId, Instant now);

  /// Puts an event off whose effect could not be brought about. One that is not pending stays so.
  ///
  /// @param problem the code of what stopped it
  void retryAt(String eventId, Instant due, String problem);

  /// Whether a [BillingEvent#ACCOUNT_ERASED] of the customer was received.
  boolean wasErased(String customerId);

  /// The newest first.
  ///
  /// @param state null for all
  List<Line> newest(@Nullable State state, int limit);
}
