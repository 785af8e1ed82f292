package com.adiuva.domain.chat.agents;

import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import org.jspecify.annotations.Nullable;

/// Something an agent can do for the model: answer from the request's own context, or ask the
/// client to change its data. A tool never changes data itself.
public interface Tool {

  ToolSpec spec();

  /// The arguments as they are meant: where a tool takes more than one way of saying a thing, its
  /// usual one. Called first; the result is held against [#spec()].
  default JsonObject normalised(JsonObject arguments) {
    return arguments;
  }

  /// Whether this only reads the client's records. A client that can be asked while it waits is
  /// asked instead of [#run]; the request's context counts only where it cannot, or stays silent.
  default boolean asksClient() {
    return false;
  }

  /// Makes what the client answered ready for the model.
  ///
  /// @param answer data from outside, of any form, as in [JsonObject]'s values
  /// @param arguments what the client was asked
  default ToolOutcome answered(
      @Nullable Object answer, JsonObject arguments, AgentContext context) {
    return new ToolOutcome.Found(answer);
  }

  /// Runs with arguments that fit [#spec()].
  ToolOutcome run(JsonObject arguments, AgentContext context);
}
