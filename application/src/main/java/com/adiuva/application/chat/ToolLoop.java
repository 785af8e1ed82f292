package com.adiuva.application.chat;

import com.adiuva.application.chat.agents.Workspace;
import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.FinishReason;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// One agent at work: the model writes and calls tools, the tools answer, the model goes on, for at
/// most five rounds and for as long as the request has model calls left.
final class ToolLoop {
  private static final int MAX_ROUNDS = 5;
  private static final int MAX_CALLS_PER_ROUND = 32;

  private final LanguageModel model;
  private final Run run;
  private final ChatRequest request;
  private final AgentContext context;
  private final Colleagues colleagues;

  /// @param colleagues whom the agent may ask for help
  ToolLoop(
      LanguageModel model,
      Run run,
      ChatRequest request,
      AgentContext context,
      Colleagues colleagues) {
    this.model = model;
    this.run = run;
    this.request = request;
    this.context = context;
    this.colleagues = colleagues;
  }

  /// @param onText hears the text as it is written
  /// @param onAction hears of each action as it arises
  AgentResult work(
      Agent agent, List<AgentResult> previous, Consumer<String> onText, Consumer<Action> onAction) {
    List<Action> actions = new ArrayList<>();
    Consumer<Action> onAnyAction =
        action -> {
          actions.add(action);
          onAction.accept(action);
        };
    Agent helped =
        colleagues.helping(agent, (other, message) -> ask(other, message, agent, onAnyAction));
    Toolbox toolbox = new Toolbox(helped, context, run.client(), onAnyAction);
    AnswerText text = new AnswerText(onText);
    List<Message> messages =
        new ArrayList<>(
            Conversation.forAgent(
                new Message.Instructions(agent.prompt(), Conversation.facts(context, previous)),
                request));
    for (int round = 1; round <= MAX_ROUNDS && run.hasCallsForAgents(); round++) {
      text.nextPart();
      Completion completion = run.ask(model, messages, toolbox.specs(), null, text::write);
      if (completion.toolCalls().isEmpty()) {
        if (text.partIsEmpty() && (text.isEmpty() || !actions.isEmpty())) {
          text.writePart(Sentences.afterwards(actions));
        }
        return result(
            agent, text, actions, completion.truncated() ? FinishReason.LENGTH : FinishReason.STOP);
      }
      messages.add(new Message.FromModel(completion.text(), completion.toolCalls()));
      runTools(completion.toolCalls(), toolbox, messages);
    }
    if (text.isEmpty()) {
      text.writePart(Sentences.stopped(actions));
    }
    return result(agent, text, actions, FinishReason.MAX_STEPS);
  }

  /// Lets a colleague work on a message of the agent, which waits. What it says is for the agent;
  /// what it wants done is part of the agent's own result.
  private AgentResult ask(Agent colleague, String message, Agent agent, Consumer<Action> onAction) {
    ToolLoop loop =
        new ToolLoop(
            model,
            run,
            new ChatRequest(message, request.context(), request.mode()),
            context,
            colleagues.whileWaiting(agent));
    return Workspace.of(context)
        .readByAnother(() -> loop.work(colleague, List.of(), piece -> {}, onAction));
  }

  private void runTools(List<ToolCall> calls, Toolbox toolbox, List<Message> messages) {
    for (int i = 0; i < calls.size(); i++) {
      run.throwIfCancelled();
      ToolCall call = calls.get(i);
      messages.add(
          i < MAX_CALLS_PER_ROUND
              ? toolbox.fitting(call)
              : Toolbox.refused(
                  call, "not run: at most " + MAX_CALLS_PER_ROUND + " calls at once"));
    }
    Workspace.of(context).roundEnded();
  }

  private static AgentResult result(
      Agent agent, AnswerText text, List<Action> actions, FinishReason reason) {
    return new AgentResult(agent.name(), text.toString(), actions, reason);
  }
}
