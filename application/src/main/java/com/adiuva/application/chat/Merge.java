package com.adiuva.application.chat;

import com.adiuva.application.limits.PromptLimits;
import com.adiuva.application.limits.PromptLimits.Shown;
import com.adiuva.application.shared.Prompts;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.util.List;
import java.util.stream.Collectors;

/// Puts the results of several agents into one answer. The actions are out by then, so a model that
/// fails this one call, or is too late or too dear for it, does not cost the user the answer: the
/// agents' own words are used; as they are where they are more than a model can read at once.
record Merge(LanguageModel model, Run run, ChatRequest request) {
  static final String PROMPT = Prompts.read(Merge.class, "merge.md");

  /// Writes the answer.
  ///
  /// @return whether it was cut for want of room
  boolean write(List<AgentResult> results, AnswerText text) {
    Shown<JsonObject> shown =
        PromptLimits.previousResults(results.stream().map(AgentResult::toJson).toList());
    boolean truncated = false;
    try {
      // Not of a part of them: what is left out would be missing from the answer.
      truncated = shown.omitted() == 0 && ask(shown.items(), text).truncated();
    } catch (ProblemException e) {
      if (!leavesTheAgentsWords(e.problem()) || !text.isEmpty()) {
        throw e;
      }
    }
    if (text.isEmpty()) {
      text.writePart(
          results.stream().map(AgentResult::response).collect(Collectors.joining("\n\n")));
    }
    return truncated;
  }

  private static boolean leavesTheAgentsWords(Problem problem) {
    return problem instanceof Problem.LlmFailed
        || problem instanceof Problem.LlmTimeout
        || problem instanceof Problem.LlmUnavailable
        || problem instanceof Problem.BudgetExceeded;
  }

  private Completion ask(List<JsonObject> results, AnswerText text) {
    JsonObject data = JsonObject.builder().put("results", results).build();
    List<Message> messages =
        List.of(new Message.Instructions(PROMPT, data), new Message.FromUser(request.message()));
    return run.ask(model, messages, List.of(), null, text::write);
  }

  /// Without the content.
  @Override
  public String toString() {
    return "Merge[not shown]";
  }
}
