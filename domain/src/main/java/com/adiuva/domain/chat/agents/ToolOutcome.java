package com.adiuva.domain.chat.agents;

import com.adiuva.domain.chat.Action;
import org.jspecify.annotations.Nullable;

/// What came of running a tool.
public sealed interface ToolOutcome {

  /// Data for the model, in the form of [com.adiuva.domain.shared.JsonObject]'s values.
  record Found(@Nullable Object value) implements ToolOutcome {
    @Override
    public String toString() {
      return "Found[not shown]";
    }
  }

  /// The client shall do this; the model is told that it will be done.
  record Wanted(Action action) implements ToolOutcome {}

  /// Not possible; the model is told why and may try something else.
  record Refused(String reason) implements ToolOutcome {
    /// Without the reason, which may repeat an argument.
    @Override
    public String toString() {
      return "Refused[not shown]";
    }
  }
}
