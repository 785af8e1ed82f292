package com.adiuva.application.chat;

import com.adiuva.application.chat.agents.Prompts;
import com.adiuva.application.chat.waiting.Deadline;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatEvent;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.ClientTools;
import com.adiuva.domain.chat.ExecutionMode;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Violation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Answers messages. It keeps nothing: what a request brings is forgotten when it ends.
public final class Assistant {
  private final Router router;
  private final AgentRegistry registry;
  private final LanguageModel agentModel;
  private final Clock clock;
  private final RecordIds ids;
  private final Duration timeout;
  private final String mergePrompt = Prompts.read(Assistant.class, "merge.md");

  /// @param routerModel chooses the agents
  /// @param agentModel does their work
  /// @param timeout for a whole request, however many model calls it takes
  public Assistant(
      LanguageModel routerModel,
      LanguageModel agentModel,
      AgentRegistry agents,
      Clock clock,
      RandomGenerator random,
      Duration timeout) {
    this.router = new Router(routerModel, agents);
    this.registry = agents;
    this.agentModel = agentModel;
    this.clock = clock;
    this.ids = new RecordIds(random);
    this.timeout = timeout;
  }

  /// Answers one message; blocks until the answer is there.
  ///
  /// @param events hears on the calling thread, in order, what happens while it happens, last
  ///   [ChatEvent.Done]; what it throws ends the request and comes out of this method
  /// @return the answer that `Done` carries
  /// @throws ProblemException with `LlmUnavailable`, `LlmFailed` or `LlmTimeout`; with
  ///   `ValidationFailed` for a mode that is not there
  /// @throws java.util.concurrent.CancellationException when cancelled
  public ChatAnswer chat(
      Caller caller, ChatRequest request, Consumer<ChatEvent> events, Cancellation cancellation) {
    refusePlans(request);
    Run run = run(cancellation);
    Answering answering = answering(request, caller, run, events);
    return done(answer(answering, router.route(request, run), request, run), events);
  }

  /// Answers one message for a client that can be asked while it waits; else as [#chat]. A
  /// cancelled request is answered too, with what there was of it by then.
  public ChatAnswer converse(
      Caller caller,
      ChatRequest request,
      ClientTools client,
      Consumer<ChatEvent> events,
      Cancellation cancellation) {
    refusePlans(request);
    Run run = run(cancellation);
    run.talkTo(client, events);
    Answering answering = answering(request, caller, run, events);
    ChatAnswer answer;
    try {
      answer = answer(answering, router.route(request, run), request, run);
    } catch (CancellationException | ProblemException e) {
      if (!cancellation.isCancelled()) {
        throw e;
      }
      answer = answering.cancelled(run.usage());
    }
    return done(answer, events);
  }

  /// Lets one agent do the work, without asking the router; else as [#chat].
  ///
  /// @param agent its name in the registry
  /// @throws IllegalArgumentException when no agent of this name is registered
  public ChatAnswer call(
      String agent,
      Caller caller,
      ChatRequest request,
      Consumer<ChatEvent> events,
      Cancellation cancellation) {
    Agent called =
        registry
            .get(agent)
            .orElseThrow(
                () -> new IllegalArgumentException("there is no agent of this name: " + agent));
    refusePlans(request);
    Run run = run(cancellation);
    Answering answering = answering(request, caller, run, events);
    return done(answer(answering, List.of(called), request, run), events);
  }

  private Answering answering(
      ChatRequest request, Caller caller, Run run, Consumer<ChatEvent> events) {
    AgentContext context =
        new AgentContext(caller.id(), request.context(), clock.instant(), ids::next);
    return new Answering(new ToolLoop(agentModel, run, request, context), events);
  }

  private ChatAnswer answer(Answering answering, List<Agent> agents, ChatRequest request, Run run) {
    if (agents.size() == 1) {
      answering.alone(agents.get(0));
    } else {
      answering.together(agents, new Merge(agentModel, mergePrompt, run, request));
    }
    return answering.answer(run.usage());
  }

  private static ChatAnswer done(ChatAnswer answer, Consumer<ChatEvent> events) {
    events.accept(new ChatEvent.Done(answer));
    return answer;
  }

  private Run run(Cancellation cancellation) {
    return new Run(cancellation, new Deadline(timeout, System::nanoTime));
  }

  private static void refusePlans(ChatRequest request) {
    if (request.mode() == ExecutionMode.PLAN) {
      throw new ProblemException(
          new Problem.ValidationFailed(
              List.of(
                  new Violation(
                      List.of("body", "execution_mode"),
                      "plan mode is not available yet; use 'direct'",
                      "not_available"))));
    }
  }
}
