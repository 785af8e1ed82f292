package com.adiuva.adapters.llm.gemini;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.Map;

/// Gemini from 3 on refuses a conversation that repeats its tool calls without the signature they
/// came with. Ours may have come from another model, so all of them carry the word that Google gave
/// for calls without one.
record SignedToolCalls(StreamingChatModel model) implements StreamingChatModel {
  private static final Map<String, Object> SIGNATURE =
      Map.of("thinking_signature", "skip_thought_signature_validator");

  @Override
  public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
    model.chat(
        request.toBuilder()
            .messages(request.messages().stream().map(SignedToolCalls::signed).toList())
            .build(),
        handler);
  }

  private static ChatMessage signed(ChatMessage message) {
    return message instanceof AiMessage answer && answer.hasToolExecutionRequests()
        ? answer.toBuilder().attributes(SIGNATURE).build()
        : message;
  }
}
