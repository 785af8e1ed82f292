package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.shared.Json;
import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.ChatAnswer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Answers as the wire says them.
final class ChatJson {
  private ChatJson() {}

  /// The fields of a `ChatResponse`, added to `target`.
  static ObjectNode write(ChatAnswer answer, ObjectNode target) {
    target.put("response", FrameCutter.wellFormed(answer.response()));
    ArrayNode actions = target.putArray("actions");
    answer.actions().forEach(action -> write(action, actions.addObject()));
    target.put("agent", answer.agent());
    target.put("finish_reason", answer.finishReason().wireName());
    target
        .putObject("usage")
        .put("input_tokens", answer.usage().inputTokens())
        .put("output_tokens", answer.usage().outputTokens());
    return target;
  }

  private static void write(Action action, ObjectNode target) {
    target.put("type", action.type().wireName()).put("table", action.table());
    target.set("data", Json.fromDomain(action.data()));
    target.put("agent", action.agent());
  }
}
