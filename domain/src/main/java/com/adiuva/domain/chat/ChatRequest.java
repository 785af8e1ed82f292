package com.adiuva.domain.chat;

import com.adiuva.domain.shared.InvalidValueException;

/// A message to the assistant, with everything it may know.
///
/// @param message 1 to 32,000 characters (code points), not blank
public record ChatRequest(String message, ChatContext context, ExecutionMode mode) {
  /// The longest message, in code points.
  public static final int MAX_MESSAGE_LENGTH = 32_000;

  public ChatRequest {
    if (message.isBlank()) {
      throw new InvalidValueException("string_too_short", "must not be empty");
    }
    if (message.codePointCount(0, message.length()) > MAX_MESSAGE_LENGTH) {
      throw new InvalidValueException(
          "string_too_long", "must be at most " + MAX_MESSAGE_LENGTH + " characters");
    }
  }

  /// Without the message.
  @Override
  public String toString() {
    return "ChatRequest[" + mode + "]";
  }
}
