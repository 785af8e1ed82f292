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
/// @param model the name of the model that answered in place of the one asked; empty when the one
///   asked answered itself
public record Completion(
    String text,
    List<ToolCall> toolCalls,
    @Nullable JsonObject structured,
    boolean truncated,
    Usage usage,
    String model) {
  public Completion {
    toolCalls = List.copyOf(toolCalls);
  }

  /// The answer of the model that was asked.
  public Completion(
      String text,
      List<ToolCall> toolCalls,
      @Nullable JsonObject structured,
      boolean truncated,
      Usage usage) {
    this(text, toolCalls, structured, truncated, usage, "");
  }

  /// The same answer, given by a model of this name.
  public Completion answeredBy(String name) {
    return new Completion(text, toolCalls, structured, truncated, usage, name);
  }

  /// The same answer, at another price.
  public Completion costing(Usage other) {
    return new Completion(text, toolCalls, structured, truncated, other, model);
  }

  /// Without the text.
  @Override
  public String toString() {
    return "Completion[" + toolCalls.size() + " calls]";
  }
}
