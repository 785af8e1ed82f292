package com.adiuva.application.chat;

import com.adiuva.application.shared.Prompts;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Chooses who works on a request. A router that answers nonsense costs nobody an answer: the
/// fallback agent takes the request then.
final class Router {
  private static final int MAX_AGENTS = 4;
  private static final String FALLBACK = "task_agent";

  static final String PROMPT = Prompts.read(Router.class, "router.md");

  private final LanguageModel model;
  private final AgentRegistry registry;

  Router(LanguageModel model, AgentRegistry registry) {
    this.model = model;
    this.registry = registry;
  }

  /// One to four agents, in the order in which they shall work.
  List<Agent> route(ChatRequest request, Run run) {
    List<AgentRegistry.Listed> listed = registry.list();
    if (listed.isEmpty()) {
      throw new IllegalStateException("no agent is registered");
    }
    List<Agent> chosen = listed.size() == 1 ? List.of() : ask(listed, request, run);
    return chosen.isEmpty() ? List.of(fallback(listed)) : chosen;
  }

  private List<Agent> ask(List<AgentRegistry.Listed> listed, ChatRequest request, Run run) {
    ToolSpec form = answerForm(listed);
    Message.Instructions instructions = new Message.Instructions(PROMPT, data(listed));
    try {
      Completion completion =
          run.ask(
              model, Conversation.forRouter(instructions, request), List.of(), form, ignored -> {});
      return agentsIn(completion.structured(), form);
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.LlmFailed) {
        return List.of();
      }
      throw e;
    }
  }

  private List<Agent> agentsIn(@Nullable JsonObject answer, ToolSpec form) {
    if (answer == null || !form.violations(answer).isEmpty()) {
      return List.of();
    }
    List<String> names = answer.texts("agents").stream().distinct().toList();
    return names.size() > MAX_AGENTS
        ? List.of()
        : names.stream().flatMap(name -> registry.get(name).stream()).toList();
  }

  private Agent fallback(List<AgentRegistry.Listed> listed) {
    return registry.get(FALLBACK).or(() -> registry.get(listed.get(0).name())).orElseThrow();
  }

  static ToolSpec answerForm(List<AgentRegistry.Listed> listed) {
    return new ToolSpec(
        "route",
        "Names the agents that shall work on the message.",
        List.of(
            Parameter.required(
                    "agents", Parameter.Type.STRING_LIST, "the agents' names, in working order")
                .oneOf(listed.stream().map(AgentRegistry.Listed::name).toArray(String[]::new))));
  }

  private static JsonObject data(List<AgentRegistry.Listed> listed) {
    return JsonObject.builder()
        .put(
            "agents",
            listed.stream()
                .map(agent ->
                    JsonObject.builder()
                        .put("name", agent.name())
                        .put("description", agent.description())
                        .build())
                .toList())
        .build();
  }
}
