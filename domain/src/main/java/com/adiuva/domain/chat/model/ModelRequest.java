package com.adiuva.domain.chat.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One call of a model.
///
/// @param messages the conversation, instructions first
/// @param tools what the model may call; empty means none
/// @param answerForm when given, the answer must be one JSON object of this form and comes back as
///   [Completion#structured()]; never together with tools
/// @param timeout after which the call fails with `LlmTimeout`
public record ModelRequest(
    List<Message> messages, List<ToolSpec> tools, @Nullable ToolSpec answerForm, Duration timeout) {
  public ModelRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    if (messages.isEmpty() || !(messages.get(0) instanceof Message.Instructions)) {
      throw new IllegalArgumentException("a model request begins with instructions");
    }
    if (answerForm != null && !tools.isEmpty()) {
      throw new IllegalArgumentException("a schema-bound answer goes without tools");
    }
  }

  /// Without the messages.
  @Override
  public String toString() {
    return "ModelRequest[" + messages.size() + " messages, " + tools.size() + " tools]";
  }
}
