package com.adiuva.application.chat;

import com.adiuva.application.chat.agents.BuiltInAgents;
import com.adiuva.application.chat.protection.PromptProtection;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ToolSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// What models are told, from where an assistant itself has it.
public final class Prompted {
  private static final List<Agent> AGENTS = BuiltInAgents.all();

  private Prompted() {}

  /// The protection that an assistant with the built-in agents has.
  public static PromptProtection protection() {
    return new PromptProtection(
        Assistant.prompts(), Assistant.forms(), () -> AGENTS, new Random(7));
  }

  /// Every prompt and template there is, by name or number.
  public static Map<String, String> prompts() {
    Map<String, String> prompts = new LinkedHashMap<>();
    AGENTS.forEach(agent -> prompts.put(agent.name(), agent.prompt()));
    prompts.put("about data", Message.Instructions.ABOUT_DATA);
    Assistant.prompts().forEach(prompt -> prompts.put("no. " + prompts.size(), prompt));
    return prompts;
  }

  /// Every tool and form of an answer.
  public static List<ToolSpec> forms() {
    return Stream.concat(
            AGENTS.stream().flatMap(agent -> agent.tools().stream()).map(Tool::spec),
            Assistant.forms().stream())
        .toList();
  }
}
