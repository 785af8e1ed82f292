package com.adiuva.adapters.llm.streaming;

import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.shared.JsonObject;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A model's tool calls as ours. Ids are unique within the conversation afterwards: some servers
/// leave them out or count from zero in every answer.
final class ToolCalls {
  private ToolCalls() {}

  static List<ToolCall> from(List<ToolExecutionRequest> requests, List<Message> conversation) {
    Set<String> taken = new HashSet<>();
    for (Message message : conversation) {
      if (message instanceof Message.FromModel model) {
        model.toolCalls().forEach(call -> taken.add(call.id()));
      }
    }
    List<ToolCall> calls = new ArrayList<>();
    for (ToolExecutionRequest request : requests) {
      String name = request.name();
      calls.add(
          new ToolCall(
              freshUnlessUnique(request.id(), taken, conversation.size()),
              name == null ? "" : name,
              arguments(request.arguments())));
    }
    return calls;
  }

  private static String freshUnlessUnique(@Nullable String id, Set<String> taken, int round) {
    String candidate = id;
    for (int n = taken.size();
        candidate == null || candidate.isBlank() || !taken.add(candidate);
        n++) {
      candidate = "call_" + round + "_" + n;
    }
    return candidate;
  }

  /// No text at all is what models send for a tool without parameters.
  private static @Nullable JsonObject arguments(@Nullable String text) {
    return text == null || text.isBlank() ? JsonObject.empty() : ModelJson.parse(text);
  }
}
