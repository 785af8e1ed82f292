package com.adiuva.adapters.llm.streaming;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.AnswerListener;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.ModelRequest;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.function.Function;

/// One of langchain4j's streaming models as a [LanguageModel].
public final class StreamedModel implements LanguageModel {
  private final String name;
  private final StreamedCalls calls;
  private final Function<ModelRequest, StreamingChatModel> choice;

  /// @param choice the model for a request, where a provider needs more than one
  public StreamedModel(
      String name, StreamedCalls calls, Function<ModelRequest, StreamingChatModel> choice) {
    this.name = name;
    this.calls = calls;
    this.choice = choice;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Completion complete(
      ModelRequest request, AnswerListener listener, Cancellation cancellation) {
    return calls.complete(choice.apply(request), request, listener, cancellation);
  }
}
