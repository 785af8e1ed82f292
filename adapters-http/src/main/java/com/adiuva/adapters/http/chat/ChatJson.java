package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.plans.PlanJson;
import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.plans.ExecutionPlan;
import com.adiuva.domain.shared.JsonObject;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers as the wire says them.
final class ChatJson {
  private ChatJson() {}

  /// The fields of a `ChatResponse`, and `plan` where there is one, added to `target`.
  static ObjectNode write(ChatAnswer answer, ObjectNode target) {
    target.put("response", FrameCutter.wellFormed(answer.response()));
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
    target.set("data", Json.fromDomain(wellFormed(action.data())));
    return target.put("agent", action.agent());
  }

  /// Models write halves of surrogate pairs also into arguments, and no JSON should carry them.
  static JsonObject wellFormed(JsonObject data) {
    JsonObject.Builder copy = JsonObject.builder();
    data.fields().forEach((name, value) -> copy.put(FrameCutter.wellFormed(name), sound(value)));
    return copy.build();
  }

  private static @Nullable Object sound(@Nullable Object value) {
    return switch (value) {
      case String text -> FrameCutter.wellFormed(text);
      case List<?> list -> list.stream().map(ChatJson::sound).collect(Collectors.toList());
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, item) -> copy.put(sound(name), sound(item)));
        yield copy;
      }
      case null, default -> value;
    };
  }
}
