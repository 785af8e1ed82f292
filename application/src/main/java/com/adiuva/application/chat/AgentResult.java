package com.adiuva.application.chat;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.FinishReason;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;

/// What one agent made of the request.
record AgentResult(String agent, String response, List<Action> actions, FinishReason finishReason) {
  AgentResult {
    actions = List.copyOf(actions);
  }

  /// As later agents and the merging call see it.
  JsonObject toJson() {
    return JsonObject.builder()
        .put("agent", agent)
        .put("response", response)
        .put("actions", actions.stream().map(AgentResult::toJson).toList())
        .build();
  }

  private static JsonObject toJson(Action action) {
    return JsonObject.builder()
        .put("type", action.type().wireName())
        .put("table", action.table())
        .put("data", action.data())
        .build();
  }

  /// Without the text.
  @Override
  public String toString() {
    return "AgentResult[" + agent + ", " + finishReason + "]";
  }
}
