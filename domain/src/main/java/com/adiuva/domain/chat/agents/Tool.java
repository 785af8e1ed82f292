package com.adiuva.domain.chat.agents;

import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;

/// Something an agent can do for the model: answer from the request's own context, or ask the
/// client to change its data. A tool never changes data itself.
public interface Tool {

  ToolSpec spec();

  /// The arguments as they are meant: where a tool takes more than one way of saying a thing, its
  /// usual one. Called first; the result is held against [#spec()].
  default JsonObject normalised(JsonObject arguments) {
    return arguments;
  }

  /// Runs with arguments that fit [#spec()].
  ToolOutcome run(JsonObject arguments, AgentContext context);
}
