package com.adiuva.application.chat;

import com.adiuva.application.chat.protection.PromptProtection;
import com.adiuva.application.chat.protection.ProtectedAnswer;
import com.adiuva.application.chat.protection.ProtectedRequest;
import com.adiuva.application.chat.protection.Redactions;
import com.adiuva.application.chat.waiting.Deadline;
import com.adiuva.application.limits.Metering;
import com.adiuva.application.plans.Plans;
import com.adiuva.application.plans.PromptTemplate;
import com.adiuva.application.plans.Templates;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.billing.Entitlements;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatEvent;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.ClientTools;
import com.adiuva.domain.chat.ExecutionMode;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.plans.ExecutionPlan;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.RandomUuid;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Answers messages. It keeps nothing: what a request brings is forgotten when it ends.
public final class Assistant {
  private static final Templates TEMPLATES = Templates.builtIn();

  private final Router router;
  private final AgentRegistry registry;
  private final LanguageModel agentModel;
  private final Clock clock;
  private final RandomGenerator random;
  private final Duration timeout;
  private final Metering metering;
  private final Plans plans;
  private final StepRunner steps;
  private final PromptProtection protection;

  /// The models that are asked, and who counts what that costs.
  ///
  /// @param router chooses the agents
  /// @param agents does their work
  public record Models(LanguageModel router, LanguageModel agents, Metering metering) {}

  /// With nobody counting.
  public Assistant(
      LanguageModel routerModel,
      LanguageModel agentModel,
      AgentRegistry agents,
      Clock clock,
      RandomGenerator random,
      Duration timeout) {
    this(new Models(routerModel, agentModel, Metering.none()), agents, clock, random, timeout);
  }

  /// @param timeout for a whole request, however many model calls it takes
  public Assistant(
      Models models, AgentRegistry agents, Clock clock, RandomGenerator random, Duration timeout) {
    this.router = new Router(models.router(), agents);
    this.registry = agents;
    this.agentModel = models.agents();
    this.metering = models.metering();
    this.clock = clock;
    this.random = random;
    this.timeout = timeout;
    this.protection = new PromptProtection(prompts(), forms(), agents::all, random);
    this.plans = new Plans(TEMPLATES, random);
    this.steps =
        new StepRunner(
            TEMPLATES,
            agentModel,
            this::context,
            (caller, given, cancellation) -> run(caller, protection.of(given), cancellation));
  }

  /// Every prompt and template besides those of the agents.
  static List<String> prompts() {
    return Stream.concat(
            Stream.of(Router.PROMPT, Merge.PROMPT, Colleagues.PROMPT, StepRunner.GO.text()),
            TEMPLATES.all().stream().map(PromptTemplate::prompt))
        .toList();
  }

  /// The tools and the forms of answers that models are given besides those of the agents; what
  /// they say of agents is protected with these.
  static List<ToolSpec> forms() {
    return Stream.concat(
            Stream.of(Router.answerForm(List.of()), Colleagues.toolToAsk(List.of())),
            TEMPLATES.all().stream().map(PromptTemplate::form).flatMap(Stream::ofNullable))
        .toList();
  }

  /// What was kept from clients because it belongs to us: to be counted and warned of.
  public Redactions redactions() {
    return protection.redactions();
  }

  /// The plans that [#chat] makes in plan mode, and the playbooks.
  public Plans plans() {
    return plans;
  }

  /// Runs the steps of plans.
  public StepRunner steps() {
    return steps;
  }

  /// Answers one message; blocks until the answer is there.
  ///
  /// @param events hears on the calling thread, in order, what happens while it happens, last
  ///   [ChatEvent.Done]; what it throws ends the request and comes out of this method
  /// @return the answer that `Done` carries
  /// @throws ProblemException with `LlmUnavailable`, `LlmFailed` or `LlmTimeout`; with
  ///   `BudgetExceeded` when the caller's tokens of the day do not suffice
  /// @throws java.util.concurrent.CancellationException when cancelled
  public ChatAnswer chat(
      Caller caller, ChatRequest request, Consumer<ChatEvent> events, Cancellation cancellation) {
    Run run = run(caller, protection.of(request), cancellation);
    if (request.mode() == ExecutionMode.PLAN) {
      return done(plan(request, caller, run, events), events);
    }
    Answering answering =
        answering(request, caller, run, new ProtectedAnswer(run.protection(), events));
    work(answering, router.route(request, run), caller, merge(request, run));
    return answering.finish(run.usage());
  }

  /// Answers one message for a client that can be asked while it waits; else as [#chat]. A
  /// cancelled request is answered too, with what there was of it by then.
  public ChatAnswer converse(
      Caller caller,
      ChatRequest request,
      ClientTools client,
      Consumer<ChatEvent> events,
      Cancellation cancellation) {
    Run run = run(caller, protection.of(request), cancellation);
    ProtectedAnswer seen = new ProtectedAnswer(run.protection(), events);
    run.talkTo(client, seen);
    Answering answering = answering(request, caller, run, seen);
    ChatAnswer planned = null;
    try {
      if (request.mode() == ExecutionMode.PLAN) {
        planned = plan(request, caller, run, events);
      } else {
        work(answering, router.route(request, run), caller, merge(request, run));
      }
    } catch (CancellationException | ProblemException e) {
      if (!cancellation.isCancelled()) {
        throw e;
      }
      return answering.finishCancelled(run.usage());
    }
    return planned == null ? answering.finish(run.usage()) : done(planned, events);
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
    if (request.mode() == ExecutionMode.PLAN) {
      throw new IllegalArgumentException("plans are made by chat()");
    }
    Run run = run(caller, protection.of(request), cancellation);
    Answering answering =
        answering(request, caller, run, new ProtectedAnswer(run.protection(), events));
    work(answering, List.of(called), caller, merge(request, run));
    return answering.finish(run.usage());
  }

  private Answering answering(ChatRequest request, Caller caller, Run run, ProtectedAnswer seen) {
    ToolLoop loop =
        new ToolLoop(
            agentModel,
            run,
            request,
            context(caller, request.context()),
            new Colleagues(registry.openTo(caller.tier()), List.of()));
    return new Answering(loop, seen);
  }

  private Merge merge(ChatRequest request, Run run) {
    return new Merge(agentModel, run, request);
  }

  /// The agents that the caller's tier has work; of those it lacks we say so ourselves.
  private static void work(Answering answering, List<Agent> agents, Caller caller, Merge merge) {
    Entitlements entitlements = Entitlements.of(caller.tier());
    List<Agent> open =
        agents.stream().filter(agent -> entitlements.includesAgent(agent.name())).toList();
    List<String> lacking =
        agents.stream().map(Agent::name).filter(name -> !entitlements.includesAgent(name)).toList();
    if (open.isEmpty()) {
      answering.declined(lacking.get(0), Sentences.notInTier(lacking.get(0), caller.tier()));
      return;
    }
    if (open.size() == 1) {
      answering.alone(open.get(0));
    } else {
      answering.together(open, merge);
    }
    lacking.forEach(name -> answering.add(Sentences.notInTier(name, caller.tier())));
  }

  private ChatAnswer plan(ChatRequest request, Caller caller, Run run, Consumer<ChatEvent> events) {
    String agent =
        plans
            .agentFor(caller, request)
            .orElseGet(() -> plans.plannable(openFirst(router.route(request, run), caller)));
    events.accept(new ChatEvent.AgentStarted(agent));
    ExecutionPlan plan =
        Entitlements.of(caller.tier()).includesAgent(agent)
            ? plans.make(caller, request, agent)
            : plans.without(agent, Sentences.notInTier(agent, caller.tier()));
    return ChatAnswer.planned(plan, run.usage());
  }

  /// The agents' names, those that the caller's tier lacks last.
  private static List<String> openFirst(List<Agent> agents, Caller caller) {
    Entitlements entitlements = Entitlements.of(caller.tier());
    return agents.stream()
        .map(Agent::name)
        .sorted(Comparator.comparing(name -> !entitlements.includesAgent(name)))
        .toList();
  }

  private static ChatAnswer done(ChatAnswer answer, Consumer<ChatEvent> events) {
    events.accept(new ChatEvent.Done(answer));
    return answer;
  }

  private AgentContext context(Caller caller, ChatContext data) {
    return new AgentContext(
        caller.id(), data, clock.instant(), () -> RandomUuid.from(random).toString());
  }

  private Run run(Caller caller, ProtectedRequest protection, Cancellation cancellation) {
    return new Run(
        cancellation, new Deadline(timeout, System::nanoTime), protection, metering.of(caller));
  }
}
