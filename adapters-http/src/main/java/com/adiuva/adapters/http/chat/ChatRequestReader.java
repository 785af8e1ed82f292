package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.json.FieldValue;
import com.adiuva.adapters.http.json.Fields;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.ExecutionMode;
import com.adiuva.domain.shared.InvalidValueException;
import java.time.ZoneOffset;
import java.util.Optional;

/// Reads a `ChatRequest`, over HTTP and over the socket alike.
final class ChatRequestReader {
  private static final ChatContext NOTHING = ChatContext.empty(ZoneOffset.UTC);

  private ChatRequestReader() {}

  /// @throws com.adiuva.domain.shared.ProblemException `ValidationFailed` with all that is wrong
  static ChatRequest read(Fields body) {
    FieldValue<String> message = body.parse("message", ChatRequestReader::message);
    ExecutionMode mode =
        body.optionalParse("execution_mode", ChatRequestReader::mode).orElse(ExecutionMode.DIRECT);
    Optional<ChatContext> context = body.optionalObject("context").map(ContextReader::read);
    body.check();
    return new ChatRequest(message.get(), context.orElse(NOTHING), mode);
  }

  /// The rules for a message are the domain's; asked for here so that they fail beside all others.
  private static String message(String text) {
    return new ChatRequest(text, NOTHING, ExecutionMode.DIRECT).message();
  }

  private static ExecutionMode mode(String name) {
    return switch (name) {
      case "direct" -> ExecutionMode.DIRECT;
      case "plan" -> ExecutionMode.PLAN;
      default -> throw new InvalidValueException("enum", "must be 'direct' or 'plan'");
    };
  }
}
