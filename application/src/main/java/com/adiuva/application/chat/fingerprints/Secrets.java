package com.adiuva.application.chat.fingerprints;

import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Collects what must not be seen: prompts, the words by which the router chooses among agents, and
/// the definitions of tools and answers in the forms in which models are given them or retell them.
/// And what may be said all the same: names and choices, which clients know.
public final class Secrets {
  private static volatile @Nullable Learnt learnt;

  private final List<String> prompts = new ArrayList<>();
  private final List<String> definitions = new ArrayList<>();
  private final List<String> phrases;
  private final List<String> known = new ArrayList<>();

  private record Learnt(List<String> prompts, List<String> definitions, Fingerprints fingerprints) {
    /// Without the texts.
    @Override
    public String toString() {
      return "Learnt[not shown]";
    }
  }

  /// @param prompts protected besides those of the agents
  /// @param phrases may be said
  public Secrets(Collection<String> prompts, Collection<String> phrases) {
    this.prompts.addAll(prompts);
    this.phrases = List.copyOf(phrases);
  }

  public Secrets with(Agent agent) {
    prompts.add(agent.prompt());
    definitions.add(agent.name() + " " + agent.description());
    definitions.add("name " + agent.name() + " description " + agent.description());
    define(agent.tools().stream().map(Tool::spec).toList());
    return this;
  }

  /// Forms of answers are defined as tools are.
  public Secrets with(ToolSpec form) {
    define(List.of(form));
    return this;
  }

  private void define(List<ToolSpec> specs) {
    StringBuilder retold = new StringBuilder();
    for (ToolSpec spec : specs) {
      Schema schema = Schema.of(spec);
      definitions.add(schema.text());
      known.addAll(schema.known());
      retell(spec.name(), spec.description(), retold);
      retell(spec.parameters(), retold);
    }
    definitions.add(retold.toString());
  }

  private void retell(List<Parameter> parameters, StringBuilder retold) {
    for (Parameter parameter : parameters) {
      retell(parameter.name(), parameter.description(), retold);
      known.add(String.join(" ", parameter.choices()));
      retell(parameter.items(), retold);
    }
  }

  private void retell(String name, String description, StringBuilder retold) {
    retold.append(name).append(' ').append(description).append(' ');
    definitions.add(description);
  }

  /// Learnt once where the same is protected again, as by every assistant with the same agents.
  public Fingerprints fingerprints() {
    Learnt last = learnt;
    if (last == null || !last.prompts.equals(prompts) || !last.definitions.equals(definitions)) {
      last = new Learnt(List.copyOf(prompts), List.copyOf(definitions), learn());
      learnt = last;
    }
    return last.fingerprints;
  }

  private Fingerprints learn() {
    List<String> disguised =
        prompts.stream().flatMap(prompt -> Encodings.of(prompt).stream()).toList();
    int characters =
        Stream.of(prompts, disguised, definitions)
            .flatMap(List::stream)
            .mapToInt(String::length)
            .sum();
    Fingerprints found = Fingerprints.forCharacters(characters);
    OpenPhrases inPrompts = new OpenPhrases(phrases);
    prompts.forEach(prompt -> found.addPrompt(prompt, inPrompts));
    disguised.forEach(found::addDisguised);
    OpenPhrases inDefinitions =
        new OpenPhrases(Stream.concat(phrases.stream(), known.stream()).toList());
    definitions.forEach(definition -> found.addDefinition(definition, inDefinitions));
    return found;
  }

  /// Without any of them.
  @Override
  public String toString() {
    return "Secrets[" + prompts.size() + "]";
  }
}
