package com.adiuva.application.chat.protection;

import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Collects what must not be seen of agents: prompts, the words by which the router chooses, and
/// the definitions of tools in the forms in which models are given them or retell them. And what
/// may be said all the same: names and choices, which clients know.
final class Secrets {
  private static volatile @Nullable Learnt learnt;

  private final List<String> prompts = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private final List<String> open = new ArrayList<>();

  private record Learnt(List<String> prompts, List<String> others, Fingerprints fingerprints) {
    /// Without the texts.
    @Override
    public String toString() {
      return "Learnt[not shown]";
    }
  }

  /// @param prompts protected besides those of the agents
  /// @param phrases may be said
  Secrets(Collection<String> prompts, Collection<String> phrases) {
    this.prompts.addAll(prompts);
    open.addAll(phrases);
  }

  Secrets with(Agent agent) {
    prompts.add(agent.prompt());
    others.add(agent.name() + " " + agent.description());
    others.add("name " + agent.name() + " description " + agent.description());
    open.add(agent.name());
    StringBuilder all = new StringBuilder();
    for (Tool tool : agent.tools()) {
      all.append(add(tool.spec())).append(' ');
    }
    others.add(all.toString());
    return this;
  }

  /// Learnt once where the same is protected again, as by every assistant with the same agents.
  Fingerprints fingerprints() {
    Learnt last = learnt;
    if (last == null || !last.prompts.equals(prompts) || !last.others.equals(others)) {
      List<String> disguised =
          prompts.stream().flatMap(prompt -> Encodings.of(prompt).stream()).toList();
      last =
          new Learnt(
              List.copyOf(prompts),
              List.copyOf(others),
              Fingerprints.of(
                  prompts, Stream.concat(others.stream(), disguised.stream()).toList(), open));
      learnt = last;
    }
    return last.fingerprints;
  }

  private String add(ToolSpec spec) {
    StringBuilder schema =
        new StringBuilder("function name ")
            .append(spec.name())
            .append(" description ")
            .append(spec.description())
            .append(" parameters ");
    flatten(spec.jsonSchema().fields(), schema);
    others.add(schema.toString());
    StringBuilder described = new StringBuilder(spec.name() + " " + spec.description());
    StringBuilder typed = new StringBuilder(described);
    open.add(spec.name());
    for (Parameter parameter : spec.parameters()) {
      described.append(' ').append(parameter.name()).append(' ').append(parameter.description());
      typed
          .append(' ')
          .append(parameter.name())
          .append(" string ")
          .append(parameter.required() ? "required " : "optional ")
          .append(parameter.description());
      open.add(parameter.name());
      open.add(String.join(" ", parameter.choices()));
    }
    others.add(typed.toString());
    return described.toString();
  }

  /// Names and values as JSON has them, without its signs, which do not count.
  private static void flatten(@Nullable Object value, StringBuilder text) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach((name, item) -> {
            text.append(name).append(' ');
            flatten(item, text);
          });
      case List<?> list -> list.forEach(item -> flatten(item, text));
      case null, default -> text.append(value).append(' ');
    }
  }

  /// Without any of them.
  @Override
  public String toString() {
    return "Secrets[" + prompts.size() + "]";
  }
}
