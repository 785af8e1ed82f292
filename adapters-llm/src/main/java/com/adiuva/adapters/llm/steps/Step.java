package com.adiuva.adapters.llm.steps;

import com.adiuva.adapters.llm.conversation.Known;
import com.adiuva.domain.chat.model.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is next for one wish.
public sealed interface Step {

  /// These tools must be called first.
  ///
  /// @param record the one that will be changed after that, where it is known
  record Call(List<ToolCall> calls, @Nullable Known record) implements Step {
    Call(List<ToolCall> calls) {
      this(calls, null);
    }
  }

  /// An earlier wish must be done first.
  record Wait() implements Step {}

  /// The wish is done, or cannot be done.
  ///
  /// @param record the record it was about, for a later `it`
  record Say(String text, @Nullable Known record) implements Step {
    /// Without the text.
    @Override
    public String toString() {
      return "Say[" + record + "]";
    }
  }

  static Step say(String text) {
    return new Say(text, null);
  }
}
