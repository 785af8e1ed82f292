package com.adiuva.application.chat.agents;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;

/// Asks for the removal of one record, whose id is the only parameter.
record DeleteTool(String agent, String table, ToolSpec spec) implements Tool {

  @Override
  public JsonObject normalised(JsonObject arguments) {
    return Arguments.renamed(spec, arguments);
  }

  @Override
  public ToolOutcome run(JsonObject arguments, AgentContext context) {
    JsonObject data =
        JsonObject.builder().put("id", arguments.get(spec.parameters().get(0).name())).build();
    return new ToolOutcome.Wanted(new Action(Action.Type.DELETE_RECORD, table, data, agent));
  }
}
