package com.adiuva.application.chat.agents;

import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;

/// A tool that answers from the request's workspace. An empty string for an optional parameter
/// means that it is not given.
record ReadTool(ToolSpec spec, Reader reader) implements Tool {

  /// Finds what was asked for.
  @FunctionalInterface
  interface Reader {
    ToolOutcome read(JsonObject arguments, Workspace workspace, AgentContext context);
  }

  @Override
  public JsonObject normalised(JsonObject arguments) {
    return Arguments.withoutBlankOptionals(spec, arguments);
  }

  @Override
  public ToolOutcome run(JsonObject arguments, AgentContext context) {
    return reader.read(arguments, Workspace.of(context), context);
  }
}
