package com.adiuva.application.chat;

import com.adiuva.application.shared.Prompts;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Whom an agent may ask for help: the caller's other agents, but none that is waiting for an
/// answer itself, and no more than two one below the other.
///
/// @param agents those that the caller may use
/// @param waiting the names of those that have asked and wait, the first one first
record Colleagues(List<Agent> agents, List<String> waiting) {
  /// What a model is told about asking; the agents follow.
  static final String PROMPT = Prompts.read(Colleagues.class, "call_agent.md");

  private static final int MAX_DEPTH = 2;

  Colleagues {
    agents = List.copyOf(agents);
    waiting = List.copyOf(waiting);
  }

  /// Lets a colleague work.
  @FunctionalInterface
  interface Work {
    AgentResult result(Agent colleague, String message);
  }

  /// The same while this agent waits for one of them.
  Colleagues whileWaiting(Agent agent) {
    List<String> longer = new ArrayList<>(waiting);
    longer.add(agent.name());
    return new Colleagues(agents, longer);
  }

  /// The agent with a tool to ask others, where there is anybody it may ask.
  Agent helping(Agent agent, Work work) {
    List<Agent> free =
        agents.stream()
            .filter(other -> !other.name().equals(agent.name()) && !isWaiting(other))
            .toList();
    if (free.isEmpty() || waiting.size() >= MAX_DEPTH) {
      return agent;
    }
    List<Tool> tools = new ArrayList<>(agent.tools());
    tools.add(new CallAgent(free, work));
    return new Agent(agent.name(), agent.description(), agent.prompt(), tools);
  }

  /// How the tool to ask these agents is defined for models.
  static ToolSpec toolToAsk(List<Agent> agents) {
    String list =
        agents.stream()
            .map(agent -> agent.name() + " (" + agent.description() + ")")
            .collect(Collectors.joining(" "));
    return new ToolSpec(
        CallAgent.NAME,
        PROMPT + " " + list,
        List.of(
            Parameter.required("agent", Parameter.Type.STRING, "the agent's name")
                .oneOf(agents.stream().map(Agent::name).toArray(String[]::new)),
            Parameter.required(
                "message",
                Parameter.Type.STRING,
                "what it shall do, with all it needs to know, such as ids")));
  }

  private boolean isWaiting(Agent agent) {
    return waiting.contains(agent.name());
  }

  private record CallAgent(List<Agent> free, Work work) implements Tool {
    private static final String NAME = "call_agent";

    @Override
    public ToolSpec spec() {
      return toolToAsk(free);
    }

    @Override
    public ToolOutcome run(JsonObject arguments, AgentContext context) {
      String message = arguments.text("message").orElse("");
      if (message.codePointCount(0, message.length()) > ChatRequest.MAX_MESSAGE_LENGTH) {
        return new ToolOutcome.Refused("the message is too long");
      }
      String name = arguments.text("agent").orElse("");
      return free.stream()
          .filter(agent -> agent.name().equals(name))
          .findFirst()
          .<ToolOutcome>map(
              agent -> new ToolOutcome.Found(work.result(agent, message).toJson().fields()))
          .orElseGet(() -> new ToolOutcome.Refused("there is no such agent to ask"));
    }
  }
}
