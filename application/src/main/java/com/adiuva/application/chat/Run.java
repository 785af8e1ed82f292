package com.adiuva.application.chat;

import com.adiuva.application.chat.waiting.Deadline;
import com.adiuva.application.chat.waiting.LiveClient;
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
/// or its time is over, and what it costs is added up.
final class Run {
  private final Cancellation cancellation;
  private final Deadline deadline;
  private @Nullable LiveClient client;
  private Usage usage = Usage.NONE;

  Run(Cancellation cancellation, Deadline deadline) {
    this.cancellation = cancellation;
    this.deadline = deadline;
  }

  Completion ask(
      LanguageModel model,
      List<Message> messages,
      List<ToolSpec> tools,
      @Nullable ToolSpec answerForm,
      Consumer<String> onText) {
    cancellation.throwIfCancelled();
    ModelRequest request = new ModelRequest(messages, tools, answerForm, deadline.left());
    Completion completion = model.complete(request, onText, cancellation);
    usage = usage.plus(completion.usage());
    return completion;
  }

  void throwIfCancelled() {
    cancellation.throwIfCancelled();
  }

  /// Lets every agent of the request ask its client.
  ///
  /// @param events the one way out to it
  void talkTo(ClientTools tools, Consumer<ChatEvent> events) {
    client = new LiveClient(tools, events, deadline, cancellation);
  }

  /// The client, where it can be asked.
  @Nullable LiveClient client() {
    return client;
  }

  Usage usage() {
    return usage;
  }
}
