package com.adiuva.application.chat;

import com.adiuva.application.chat.agents.BuiltInAgents;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.billing.Entitlements;
import com.adiuva.domain.chat.agents.Agent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The agents a host offers, in the order in which they were registered; [Assistant#chat] lets a
/// model choose among them, and [Assistant#call] runs one. Thread-safe.
public final class AgentRegistry {
  private final Map<String, Agent> agents = new LinkedHashMap<>();
  private List<Agent> all = List.of();

  /// A registry with the four built-in agents; a host may register more.
  public static AgentRegistry withBuiltInAgents() {
    AgentRegistry registry = new AgentRegistry();
    BuiltInAgents.all().forEach(registry::register);
    return registry;
  }

  /// @throws IllegalArgumentException when there is an agent of this name, or two of its tools
  ///   share a name
  public synchronized void register(Agent agent) {
    long names = agent.tools().stream().map(tool -> tool.spec().name()).distinct().count();
    if (names != agent.tools().size()) {
      throw new IllegalArgumentException("two tools of one agent share a name: " + agent.name());
    }
    if (agents.putIfAbsent(agent.name(), agent) != null) {
      throw new IllegalArgumentException("there is an agent of this name: " + agent.name());
    }
    all = List.copyOf(agents.values());
  }

  public synchronized Optional<Agent> get(String name) {
    return Optional.ofNullable(agents.get(name));
  }

  /// The same list until another agent is registered, so that a request can tell at once.
  synchronized List<Agent> all() {
    return all;
  }

  /// The agents that a tier includes.
  synchronized List<Agent> openTo(Tier tier) {
    return agents.values().stream()
        .filter(agent -> Entitlements.of(tier).includesAgent(agent.name()))
        .toList();
  }

  /// All agents' names and descriptions.
  public synchronized List<Listed> list() {
    return agents.values().stream()
        .map(agent -> new Listed(agent.name(), agent.description()))
        .toList();
  }

  /// What is public about an agent.
  public record Listed(String name, String description) {}
}
