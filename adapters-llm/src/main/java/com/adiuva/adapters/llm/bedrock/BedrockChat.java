package com.adiuva.adapters.llm.bedrock;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.jspecify.annotations.Nullable;

/// A Bedrock model whose calls end with what our exchange threw, not with what the SDK made of it.
record BedrockChat(StreamingChatModel model) implements StreamingChatModel {
  private static final ScopedValue<Outcome> OUTCOME = ScopedValue.newInstance();

  /// Of one call, on the thread that makes it.
  private static final class Outcome {
    private @Nullable Throwable thrown;
  }

  /// Keeps what the exchange of this thread threw.
  static void note(Throwable thrown) {
    OUTCOME.get().thrown = thrown;
  }

  @Override
  public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
    Outcome outcome = new Outcome();
    ScopedValue.where(OUTCOME, outcome)
        .run(() -> model.chat(request, withoutEcho(outcome, handler)));
    if (outcome.thrown instanceof RuntimeException e) {
      throw e;
    }
    if (outcome.thrown instanceof Error e) {
      throw e;
    }
  }

  private static StreamingChatResponseHandler withoutEcho(
      Outcome outcome, StreamingChatResponseHandler handler) {
    return new StreamingChatResponseHandler() {
      @Override
      public void onPartialResponse(String piece) {
        handler.onPartialResponse(piece);
      }

      @Override
      public void onCompleteToolCall(CompleteToolCall call) {
        handler.onCompleteToolCall(call);
      }

      @Override
      public void onCompleteResponse(ChatResponse whole) {
        handler.onCompleteResponse(whole);
      }

      @Override
      public void onError(Throwable error) {
        if (outcome.thrown == null) {
          handler.onError(error);
        }
      }
    };
  }
}
