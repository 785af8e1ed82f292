package com.adiuva.domain.chat;

import java.util.List;

/// A whole answer.
///
/// @param response the text: exactly the deltas that were sent, joined
/// @param agent the agent that answered; the last one when there were several; empty where the
///   request was cancelled before one was chosen
public record ChatAnswer(
    String response, List<Action> actions, String agent, FinishReason finishReason, Usage usage) {
  public ChatAnswer {
    actions = List.copyOf(actions);
  }

  /// Without the text.
  @Override
  public String toString() {
    return "ChatAnswer[" + agent + ", " + finishReason + ", " + actions.size() + " actions]";
  }
}
