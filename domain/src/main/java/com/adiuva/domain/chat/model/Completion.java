package com.adiuva.domain.chat.model;

import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a model answered.
///
/// @param text all text of the answer: exactly the pieces that were streamed, joined
/// @param structured the parsed answer when a form was asked for and the model kept to JSON, else
///   null
/// @param truncated whether the model stopped for want of room
public record Completion(
    String text,
    List<ToolCall> toolCalls,
    @Nullable JsonObject structured,
    boolean truncated,
    Usage usage) {
  public Completion {
    toolCalls = List.copyOf(toolCalls);
  }

  /// Without the text.
  @Override
  public String toString() {
    return "Completion[" + toolCalls.size() + " calls]";
  }
}
