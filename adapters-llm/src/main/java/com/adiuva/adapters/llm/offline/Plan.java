package com.adiuva.adapters.llm.offline;

import com.adiuva.domain.chat.model.ToolCall;
import java.util.List;

/// What to answer: tool calls, or when there are none, a text.
record Plan(List<ToolCall> calls, String text) {

  /// Without the content.
  @Override
  public String toString() {
    return "Plan[" + calls.size() + " calls]";
  }
}
