package com.adiuva.application.chat.protection;

import com.adiuva.application.chat.fingerprints.Encodings;
import com.adiuva.application.chat.fingerprints.Fingerprints;
import com.adiuva.application.chat.fingerprints.Secrets;
import com.adiuva.application.shared.Prompts;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Knows what must never leave the server. Thread-safe.
public final class PromptProtection {
  private static final int CANARY_LETTERS = 32;

  private final List<String> prompts;
  private final List<ToolSpec> forms;
  private final Supplier<List<Agent>> agents;
  private final String canary;
  private final Fingerprints canaryPrints;
  private final List<String> openPhrases =
      Prompts.read(PromptProtection.class, "open-phrases.txt").lines().toList();
  private final Redactions redactions = new Redactions();
  private volatile @Nullable Known known;

  /// The agents whose fingerprints these are.
  private record Known(List<Agent> agents, Fingerprints fingerprints) {
    private Known {
      agents = List.copyOf(agents);
    }
  }

  /// @param prompts every prompt and template besides those of the agents
  /// @param forms the tools and the forms of answers that models are given besides those of the
  ///   agents
  /// @param agents those there are now; when it gives others, their prompts are learnt
  /// @param random makes the mark that only our instructions bear
  public PromptProtection(
      List<String> prompts,
      List<ToolSpec> forms,
      Supplier<List<Agent>> agents,
      RandomGenerator random) {
    this.prompts =
        Stream.concat(prompts.stream(), Stream.of(Message.Instructions.ABOUT_DATA)).toList();
    this.forms = List.copyOf(forms);
    this.agents = agents;
    this.canary =
        random
            .ints(CANARY_LETTERS, 'a', 'z' + 1)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    this.canaryPrints = Fingerprints.forCharacters(8 * CANARY_LETTERS);
    canaryPrints.addDisguised(canary);
    Encodings.of(canary).forEach(canaryPrints::addDisguised);
    fingerprints();
  }

  /// Protects one request's answer.
  public ProtectedRequest of(ChatRequest request) {
    return new ProtectedRequest(this, fingerprints(), request);
  }

  /// Protects what is made from these values.
  public ProtectedRequest of(JsonObject own) {
    return new ProtectedRequest(this, fingerprints(), own);
  }

  /// What was taken out so far.
  public Redactions redactions() {
    return redactions;
  }

  String canary() {
    return canary;
  }

  Fingerprints canaryPrints() {
    return canaryPrints;
  }

  /// Whether this is protected as it is.
  boolean isKnown(String prompt) {
    Known last = known;
    return prompts.contains(prompt)
        || (last != null
            && last.agents().stream().anyMatch(agent -> agent.prompt().equals(prompt)));
  }

  private Fingerprints fingerprints() {
    List<Agent> now = agents.get();
    Known last = known;
    if (last == null || !last.agents().equals(now)) {
      last = new Known(now, learn(now));
      known = last;
    }
    return last.fingerprints();
  }

  private Fingerprints learn(List<Agent> now) {
    Secrets secrets = new Secrets(prompts, openPhrases);
    forms.forEach(secrets::with);
    now.forEach(secrets::with);
    return secrets.fingerprints();
  }
}
