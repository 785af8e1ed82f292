package com.adiuva.domain.chat.agents;

import java.util.List;

/// A specialist: data that the one tool loop works from.
///
/// @param name unique, such as `task_agent`
/// @param description one sentence by which the router chooses
/// @param prompt its instructions; never leaves the server
public record Agent(String name, String description, String prompt, List<Tool> tools) {
  public Agent {
    tools = List.copyOf(tools);
  }

  /// Without the prompt.
  @Override
  public String toString() {
    return "Agent[" + name + "]";
  }
}
