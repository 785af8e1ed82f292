package com.adiuva.adapters.llm.offline;

import com.adiuva.adapters.llm.conversation.Conversation;
import com.adiuva.adapters.llm.conversation.Facts;
import com.adiuva.adapters.llm.conversation.Reading;
import com.adiuva.adapters.llm.english.Interpreter;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Verb;
import com.adiuva.adapters.llm.wishes.Wish;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Chooses the agents for a message: those for its wishes, in their order.
final class Routing {
  private static final int MOST_AGENTS = 4;
  private static final String SUFFIX = "_agent";

  private final Conversation conversation;
  private final Reading reading;

  Routing(Facts facts, Conversation conversation) {
    this.conversation = conversation;
    this.reading = new Reading(new Interpreter(facts.dates()), conversation);
  }

  /// The filled form: the first list of strings names agents.
  JsonObject answer(ToolSpec form) {
    JsonObject.Builder answer = JsonObject.builder();
    for (Parameter parameter : form.parameters()) {
      if (parameter.type() == Parameter.Type.STRING_LIST) {
        answer.put(parameter.name(), agents(parameter.choices()));
      } else if (parameter.required()) {
        answer.put(parameter.name(), blank(parameter));
      }
    }
    return answer.build();
  }

  private List<String> agents(List<String> choices) {
    Set<String> chosen = new LinkedHashSet<>();
    for (Wish wish : reading.wishes()) {
      String agent = agentFor(wish, choices);
      if (agent != null) {
        chosen.add(agent);
      }
    }
    if (chosen.isEmpty()) {
      chosen.add(fallback(choices));
    }
    return chosen.stream().limit(MOST_AGENTS).toList();
  }

  private @Nullable String agentFor(Wish wish, List<String> choices) {
    if (!wish.verb().isUnderstood() || wish.verb() == Verb.HELP) {
      return null;
    }
    Topic topic = wish.topic() == null ? Reading.usualTopic(wish) : wish.topic();
    return agent(topic, choices);
  }

  private String fallback(List<String> choices) {
    String words = " " + conversation.message().toLowerCase(Locale.ROOT) + " ";
    for (String choice : choices) {
      boolean builtIn = List.of(Topic.values()).stream().anyMatch(topic -> isFor(topic, choice));
      if (!builtIn && words.contains(" " + stem(choice) + " ")) {
        return choice;
      }
    }
    Topic before = reading.topicOfHistory();
    String agent = before == null ? null : agent(before, choices);
    agent = agent == null ? agent(Topic.TASK, choices) : agent;
    if (agent != null) {
      return agent;
    }
    return choices.isEmpty() ? "task_agent" : choices.get(0);
  }

  private static @Nullable String agent(Topic topic, List<String> choices) {
    return choices.stream().filter(choice -> isFor(topic, choice)).findFirst().orElse(null);
  }

  private static boolean isFor(Topic topic, String agent) {
    String stem =
        switch (topic) {
          case TASK, COMMENT -> "task";
          case PROJECT -> "project";
          case MILESTONE -> "timeline";
          case NOTE -> "note";
        };
    return stem(agent).equals(stem);
  }

  private static String stem(String agent) {
    return agent.endsWith(SUFFIX) ? agent.substring(0, agent.length() - SUFFIX.length()) : agent;
  }

  private static Object blank(Parameter parameter) {
    return switch (parameter.type()) {
      case STRING -> parameter.choices().isEmpty() ? "none" : parameter.choices().get(0);
      case JSON_STRING_LIST -> "[]";
      case INTEGER -> 0L;
      case NUMBER -> 0.0;
      case BOOLEAN -> false;
      case STRING_LIST, OBJECT_LIST -> List.of();
    };
  }
}
