package com.adiuva.application.chat;

import com.adiuva.application.chat.protection.ProtectedRequest;
import com.adiuva.application.chat.waiting.Deadline;
import com.adiuva.application.chat.waiting.LiveClient;
import com.adiuva.application.limits.Meter;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatEvent;
import com.adiuva.domain.chat.ClientTools;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.ToolSpec;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What every model call of one request goes through: it is refused when the request was cancelled
/// or its time is over, and what it costs is put down to the user.
final class Run {
  /// The most model calls of a request, the router's and the merging one included.
  private static final int MAX_CALLS = 24;

  /// The longest text of a request in characters, all its model calls together: no person reads
  /// more, and whoever is caught in a loop writes for as long as we listen.
  private static final int MAX_TEXT = 8_000_000;

  private final Cancellation cancellation;
  private final Deadline deadline;
  private final ProtectedRequest protection;
  private final Meter meter;
  private @Nullable LiveClient client;
  private int calls;
  private int written;

  Run(Cancellation cancellation, Deadline deadline, ProtectedRequest protection, Meter meter) {
    this.cancellation = cancellation;
    this.deadline = deadline;
    this.protection = protection;
    this.meter = meter;
  }

  Completion ask(
      LanguageModel model,
      List<Message> messages,
      List<ToolSpec> tools,
      @Nullable ToolSpec answerForm,
      Consumer<String> onText) {
    cancellation.throwIfCancelled();
    calls++;
    ModelRequest request =
        new ModelRequest(protection.marked(messages), tools, answerForm, deadline.left());
    try {
      return meter.ask(model, request, piece -> write(piece, onText), cancellation);
    } catch (EndlessAnswer e) {
      return new Completion("", List.of(), null, true, Usage.NONE);
    } finally {
      protection.endCall();
    }
  }

  private void write(String piece, Consumer<String> onText) {
    if (written > MAX_TEXT - piece.length()) {
      throw new EndlessAnswer();
    }
    written += piece.length();
    onText.accept(piece);
  }

  /// Ends a call that has said enough.
  private static final class EndlessAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndlessAnswer() {
      super(null, null, false, false);
    }
  }

  /// Whether agents may go on asking; the last call is left for putting their results together.
  boolean hasCallsForAgents() {
    return calls < MAX_CALLS - 1;
  }

  void throwIfCancelled() {
    cancellation.throwIfCancelled();
  }

  ProtectedRequest protection() {
    return protection;
  }

  /// Lets every agent of the request ask its client.
  ///
  /// @param events the one way out to it
  void talkTo(ClientTools tools, Consumer<ChatEvent> events) {
    client = new LiveClient(tools, events, deadline, cancellation, protection::heard);
  }

  /// The client, where it can be asked.
  @Nullable LiveClient client() {
    return client;
  }

  /// Of all calls so far, one that was broken off included.
  Usage usage() {
    return meter.spent();
  }
}
