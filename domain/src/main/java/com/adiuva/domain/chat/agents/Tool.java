package com.adiuva.domain.chat.agents;

import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;

/// Something an agent can do for the model: answer from the request's own context, or ask the
/// client to change its data. A tool never changes data itself.
public interface Tool {

  ToolSpec spec();

  /// Runs with arguments that fit [#spec()].
  ToolOutcome run(JsonObject arguments, AgentContext context);
}
