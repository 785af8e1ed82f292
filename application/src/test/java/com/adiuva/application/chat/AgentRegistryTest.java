package com.adiuva.application.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.Tool;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentRegistryTest {
  private final AgentRegistry registry = AgentRegistry.withBuiltInAgents();

  @Test
  void agentsAreListedInOrder() {
    registry.register(new Agent("host_agent", "Ours.", "Prompt.", List.of()));

    assertThat(registry.list())
        .extracting(AgentRegistry.Listed::name)
        .containsExactly(
            "task_agent", "project_agent", "timeline_agent", "note_agent", "host_agent");
    assertThat(registry.list()).allSatisfy(a -> assertThat(a.description()).isNotBlank());
    assertThat(registry.get("host_agent")).isPresent();
    assertThat(registry.get("other_agent")).isEmpty();
  }

  @Test
  void aNameIsTakenOnce() {
    Agent again = new Agent("task_agent", "Ours.", "Prompt.", List.of());

    assertThatThrownBy(() -> registry.register(again))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("task_agent");
    assertThat(registry.get("task_agent")).isPresent().get().isNotEqualTo(again);
  }

  @Test
  void twoToolsOfOneNameAreRefused() {
    Tool tool = registry.get("task_agent").orElseThrow().tools().get(0);
    Agent agent = new Agent("host_agent", "Ours.", "Prompt.", List.of(tool, tool));

    assertThatThrownBy(() -> registry.register(agent)).isInstanceOf(IllegalArgumentException.class);
    assertThat(registry.get("host_agent")).isEmpty();
  }
}
