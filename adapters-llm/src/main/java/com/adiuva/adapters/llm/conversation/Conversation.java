package com.adiuva.adapters.llm.conversation;

import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The messages of a request by their part in it.
///
/// @param data the facts beside the instructions
/// @param history what was said before the last message of the user
/// @param message the last message of the user
/// @param results what tools returned since, by the id of their call
public record Conversation(
    JsonObject data,
    List<Message> history,
    String message,
    Map<String, Message.ToolResult> results) {

  public static Conversation of(List<Message> messages) {
    int last = messages.size() - 1;
    while (last > 0 && !(messages.get(last) instanceof Message.FromUser)) {
      last--;
    }
    Map<String, Message.ToolResult> results = new HashMap<>();
    for (Message message : messages.subList(last + 1, messages.size())) {
      if (message instanceof Message.ToolResult result) {
        results.put(result.callId(), result);
      }
    }
    JsonObject data =
        messages.get(0) instanceof Message.Instructions instructions
            ? instructions.data()
            : JsonObject.empty();
    String text = messages.get(last) instanceof Message.FromUser user ? user.text() : "";
    List<Message> history = new ArrayList<>(messages.subList(Math.min(1, last), last));
    return new Conversation(data, history, text, results);
  }

  public Message.@Nullable ToolResult result(String callId) {
    return results.get(callId);
  }

  /// Without what was said.
  @Override
  public String toString() {
    return "Conversation[" + history.size() + " messages before, " + results.size() + " results]";
  }
}
