package com.adiuva.domain.chat;

import com.adiuva.domain.plans.ExecutionPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole answer.
///
/// @param response the text: exactly the deltas that were sent, joined
/// @param agent the agent that answered; the last one when there were several; empty where the
///   request was cancelled before one was chosen
/// @param plan in plan mode, where there is neither text nor action
public record ChatAnswer(
    String response,
    List<Action> actions,
    String agent,
    FinishReason finishReason,
    Usage usage,
    @Nullable ExecutionPlan plan) {
  public ChatAnswer {
    actions = List.copyOf(actions);
  }

  /// Without a plan.
  public ChatAnswer(
      String response, List<Action> actions, String agent, FinishReason finishReason, Usage usage) {
    this(response, actions, agent, finishReason, usage, null);
  }

  /// A plan instead of an answer.
  public static ChatAnswer planned(ExecutionPlan plan, Usage usage) {
    return new ChatAnswer("", List.of(), plan.agent(), FinishReason.STOP, usage, plan);
  }

  /// Without the text.
  @Override
  public String toString() {
    return "ChatAnswer[" + agent + ", " + finishReason + ", " + actions.size() + " actions]";
  }
}
