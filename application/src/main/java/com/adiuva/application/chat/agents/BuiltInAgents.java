package com.adiuva.application.chat.agents;

import com.adiuva.domain.chat.agents.Agent;
import java.util.List;

/// The agents that come with the house.
public final class BuiltInAgents {
  private BuiltInAgents() {}

  /// `task_agent`, `project_agent`, `timeline_agent` and `note_agent`.
  public static List<Agent> all() {
    return List.of(
        TaskAgent.create(), ProjectAgent.create(), TimelineAgent.create(), NoteAgent.create());
  }
}
