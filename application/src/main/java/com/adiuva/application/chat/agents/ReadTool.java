package com.adiuva.application.chat.agents;

import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import org.jspecify.annotations.Nullable;

/// A tool that answers from the client's records: those it sent, or those it tells when asked. An
/// empty string for an optional parameter means that it is not given.
///
/// @param table whose records these are
record ReadTool(String table, ToolSpec spec, Reader reader) implements Tool {

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
  public boolean asksClient() {
    return true;
  }

  @Override
  public ToolOutcome answered(@Nullable Object answer, JsonObject arguments, AgentContext context) {
    return new ToldRecords(table, Workspace.of(context))
        .outcome(answer, () -> run(arguments, context));
  }

  @Override
  public ToolOutcome run(JsonObject arguments, AgentContext context) {
    return reader.read(arguments, Workspace.of(context), context);
  }
}
