package com.adiuva.application.chat.agents;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import org.jspecify.annotations.Nullable;

/// Asks for a change of one record, of which the first parameter is the id. The record need not be
/// in the context: the client knows more than it sends.
record UpdateTool(String agent, String table, ToolSpec spec, Guard guard) implements Tool {

  static final Guard NO_GUARD = (change, workspace) -> null;

  /// A rule that an update must keep beside its schema.
  @FunctionalInterface
  interface Guard {
    /// Why this change is refused; null when it is not.
    @Nullable String refusal(JsonObject change, Workspace workspace);
  }

  @Override
  public JsonObject normalised(JsonObject arguments) {
    return Arguments.withoutUnchanged(spec, Arguments.renamed(spec, arguments));
  }

  @Override
  public ToolOutcome run(JsonObject arguments, AgentContext context) {
    Parameter own = spec.parameters().get(0);
    JsonObject.Builder data = JsonObject.builder().put("id", arguments.get(own.name()));
    for (Parameter parameter : spec.parameters().subList(1, spec.parameters().size())) {
      data.putIfPresent(parameter.name(), arguments.get(parameter.name()));
    }
    JsonObject change = data.build();
    if (change.fields().size() == 1) {
      return new ToolOutcome.Refused("there is nothing to change: give at least one new value");
    }
    String wrong = Arguments.wrongWith(change);
    String refusal = wrong == null ? guard.refusal(change, Workspace.of(context)) : wrong;
    return refusal == null
        ? new ToolOutcome.Wanted(new Action(Action.Type.UPDATE_RECORD, table, change, agent))
        : new ToolOutcome.Refused(refusal);
  }
}
