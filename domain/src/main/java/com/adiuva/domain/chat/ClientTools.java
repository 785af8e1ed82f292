package com.adiuva.domain.chat;

import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.Port;
import java.time.Duration;
import java.util.function.Consumer;

/// The client at the other end of one request, which can be asked while it waits for its answer.
/// Each question goes out as exactly one event, on the calling thread, under an id of its own that
/// no other question of any request has; then the call blocks until the client has answered. An
/// answer counts once, to the question of its id and kind. What the event's consumer throws comes
/// out as it is, and nothing is waited for then.
@Port
public interface ClientTools {

  /// Asks the client to read its own data: one [ChatEvent.ToolCalled].
  ///
  /// @param arguments that fit the tool's schema
  /// @param atMost how long to wait; the implementation may be less patient, and says `Silent` then
  /// @throws java.util.concurrent.CancellationException when cancelled, before or while waiting
  ClientAnswer read(
      String tool,
      JsonObject arguments,
      Duration atMost,
      Consumer<ChatEvent> events,
      Cancellation cancellation);

  /// Asks a person whether this may be done: one [ChatEvent.ApprovalRequested]. Waits long, but not
  /// for ever; silence is a no.
  ///
  /// @throws java.util.concurrent.CancellationException when cancelled, before or while waiting
  boolean approves(Action action, Consumer<ChatEvent> events, Cancellation cancellation);
}
