package com.adiuva.application.limits;

import com.adiuva.domain.chat.model.Message.ToolResult;
import com.adiuva.domain.chat.model.TokenEstimate;
import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// The room for the results of one agent's tools, over all its rounds: whatever they find, or a
/// client tells, the conversation still fits the model.
public final class ResultRoom {
  private static final long ALL = 40_000;

  /// Two hundred ordinary records; a longer list shall not take the room of all that follows.
  private static final long LIST = 20_000;

  /// For a sentence that says why there is nothing.
  private static final long REFUSAL = 64;

  private long left = ALL;

  /// The result as far as there is room for it: the first items of a list, and anything else whole
  /// or not at all.
  public ToolResult fitted(ToolResult result) {
    long tokens = TokenEstimate.ofJson(result.value());
    boolean list = result.value() instanceof List<?>;
    long room = list ? Math.min(LIST, left) : left;
    if (tokens <= room || tokens <= REFUSAL) {
      left = Math.max(0, left - tokens);
      return result;
    }
    return result.value() instanceof List<?> items ? firstOf(items, room, result) : tooLong(result);
  }

  private ToolResult firstOf(List<?> items, long room, ToolResult result) {
    List<Object> shown = new ArrayList<>();
    long taken = 0;
    for (Object item : items) {
      long tokens = TokenEstimate.ofJson(item);
      if (taken + tokens > room) {
        break;
      }
      shown.add(item);
      taken += tokens;
    }
    left = Math.max(0, left - taken - REFUSAL);
    JsonObject value =
        JsonObject.builder()
            .put("items", shown)
            .put("omitted", items.size() - shown.size())
            .put("note", "too long to show all of it; narrow the search to see the others")
            .build();
    return new ToolResult(result.callId(), result.toolName(), value.fields(), result.failed());
  }

  private ToolResult tooLong(ToolResult result) {
    left = Math.max(0, left - REFUSAL);
    JsonObject value =
        JsonObject.builder()
            .put("ok", false)
            .put("error", "too long to be shown, so you do not know it; do not change it")
            .build();
    return new ToolResult(result.callId(), result.toolName(), value.fields(), true);
  }
}
