package com.adiuva.domain.chat.model;

import com.adiuva.domain.shared.JsonObject;
import org.jspecify.annotations.Nullable;

/// A model's wish to use a tool.
///
/// @param id the provider's id of this call; the result refers to it
/// @param name the tool's name as the model wrote it, known or not
/// @param arguments the parsed arguments, or null when they were not a JSON object
public record ToolCall(String id, String name, @Nullable JsonObject arguments) {

  /// Without the arguments.
  @Override
  public String toString() {
    return "ToolCall[" + id + "]";
  }
}
