package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.json.WellFormed;
import com.adiuva.adapters.http.plans.PlanJson;
import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.plans.ExecutionPlan;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Answers as the wire says them.
final class ChatJson {
  private ChatJson() {}

  /// The fields of a `ChatResponse`, and `plan` where there is one, added to `target`.
  static ObjectNode write(ChatAnswer answer, ObjectNode target) {
    target.put("response", WellFormed.text(answer.response()));
    ArrayNode actions = target.putArray("actions");
    answer.actions().forEach(action -> write(action, actions.addObject()));
    target.put("agent", answer.agent().isEmpty() ? null : answer.agent());
    target.put("finish_reason", answer.finishReason().wireName());
    target
        .putObject("usage")
        .put("input_tokens", answer.usage().inputTokens())
        .put("output_tokens", answer.usage().outputTokens());
    ExecutionPlan plan = answer.plan();
    if (plan != null) {
      target.set("plan", PlanJson.of(plan));
    }
    return target;
  }

  static ObjectNode write(Action action, ObjectNode target) {
    target.put("type", action.type().wireName()).put("table", action.table());
    target.set("data", Json.fromDomain(WellFormed.object(action.data())));
    return target.put("agent", action.agent());
  }
}
