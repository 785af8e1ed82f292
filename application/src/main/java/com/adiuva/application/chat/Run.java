package com.adiuva.application.chat;

import com.adiuva.domain.chat.Cancellation;
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

  Cancellation cancellation() {
    return cancellation;
  }

  Deadline deadline() {
    return deadline;
  }

  Usage usage() {
    return usage;
  }
}
