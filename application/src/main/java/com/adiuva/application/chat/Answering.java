package com.adiuva.application.chat;

import com.adiuva.application.chat.protection.ProtectedAnswer;
import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatEvent;
import com.adiuva.domain.chat.FinishReason;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.agents.Agent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// One answer in the making: lets the agents work in turn, tells what happens, and collects it.
final class Answering {
  private final ToolLoop loop;
  private final ProtectedAnswer events;
  private final AnswerText text;
  private final List<AgentResult> results = new ArrayList<>();
  private final List<Action> actions = new ArrayList<>();
  private String agentAtWork = "";
  private boolean truncated;

  Answering(ToolLoop loop, ProtectedAnswer events) {
    this.loop = loop;
    this.events = events;
    this.text = new AnswerText(piece -> events.accept(new ChatEvent.Delta(piece)));
  }

  /// One agent's text is the answer.
  void alone(Agent agent) {
    work(agent, text::write);
  }

  /// Each agent is given the earlier ones' results; then one call puts them together, and its text
  /// is the answer.
  void together(List<Agent> agents, Merge merge) {
    for (Agent agent : agents) {
      work(agent, piece -> {});
    }
    truncated = merge.write(results, text);
  }

  /// No agent works: a sentence of ours is the answer.
  ///
  /// @param agent whose work it would have been
  void declined(String agent, String sentence) {
    events.accept(new ChatEvent.AgentStarted(agent));
    results.add(new AgentResult(agent, sentence, List.of(), FinishReason.STOP));
    text.writePart(sentence);
  }

  /// Adds a sentence of ours to the answer.
  void add(String sentence) {
    text.writePart(sentence);
  }

  /// Says that it is done.
  ///
  /// @return the answer as it was seen
  ChatAnswer finish(Usage usage) {
    return events.finish(
        new ChatAnswer(
            text.toString(),
            actions,
            results.get(results.size() - 1).agent(),
            finishReason(),
            usage));
  }

  /// The same with what there was when it was cancelled.
  ChatAnswer finishCancelled(Usage usage) {
    return events.finish(
        new ChatAnswer(text.toString(), actions, agentAtWork, FinishReason.CANCELLED, usage));
  }

  private void work(Agent agent, Consumer<String> onText) {
    agentAtWork = agent.name();
    events.accept(new ChatEvent.AgentStarted(agent.name()));
    Consumer<Action> onAction =
        action -> {
          actions.add(action);
          events.accept(new ChatEvent.ActionRequested(action));
        };
    results.add(loop.work(agent, List.copyOf(results), onText, onAction));
  }

  /// Work that was left undone matters more than words that were cut.
  private FinishReason finishReason() {
    List<FinishReason> reasons = results.stream().map(AgentResult::finishReason).toList();
    if (reasons.contains(FinishReason.MAX_STEPS)) {
      return FinishReason.MAX_STEPS;
    }
    return truncated || reasons.contains(FinishReason.LENGTH)
        ? FinishReason.LENGTH
        : FinishReason.STOP;
  }
}
