package com.adiuva.application.chat.agents;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.util.Objects;

/// Asks for a new record: a fresh `id`, what the model gave, and the defaults for what it did not.
record CreateTool(String agent, String table, ToolSpec spec, JsonObject defaults) implements Tool {

  @Override
  public JsonObject normalised(JsonObject arguments) {
    return Arguments.withoutBlankOptionals(spec, Arguments.withoutUnchanged(spec, arguments));
  }

  @Override
  public ToolOutcome run(JsonObject arguments, AgentContext context) {
    String wrong = Arguments.wrongWith(arguments);
    if (wrong != null) {
      return new ToolOutcome.Refused(wrong);
    }
    JsonObject.Builder data = JsonObject.builder().put("id", context.newId());
    for (Parameter parameter : spec.parameters()) {
      data.putIfPresent(parameter.name(), arguments.get(parameter.name()));
    }
    JsonObject given = data.build();
    for (String name : defaults.fields().keySet()) {
      if (!given.has(name)) {
        data.put(name, defaultOf(name, arguments));
      }
    }
    return new ToolOutcome.Wanted(
        new Action(Action.Type.CREATE_RECORD, table, data.build(), agent));
  }

  /// What the model proposes by itself waits for the user's approval.
  private Object defaultOf(String name, JsonObject arguments) {
    if (name.equals("is_approved") && arguments.integer("is_ai_suggested").orElse(0) == 1) {
      return 0L;
    }
    return Objects.requireNonNull(defaults.get(name));
  }
}
