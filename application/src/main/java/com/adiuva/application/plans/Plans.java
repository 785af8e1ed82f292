package com.adiuva.application.plans;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.plans.ExecutionPlan;
import com.adiuva.domain.plans.PlanBuilder;
import com.adiuva.domain.plans.PlanTemplate;
import com.adiuva.domain.plans.StepAction;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.RandomUuid;
import com.adiuva.domain.shared.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The playbooks, and the plans made for callers. Of the latter only the shape is kept, in memory
/// and for a while: which agent a caller's plan is for. What the caller wrote is forgotten.
public final class Plans {
  private static final int PLANS_PER_USER = 1_000;
  private static final int PLANS_IN_ALL = 100_000;
  private static final int MOST_PROJECTS = 200;
  private static final int LONGEST_PROJECT = 300;

  private final Templates templates;
  private final Playbooks playbooks;
  private final PlanIds ids;
  private final RandomGenerator random;
  private final PlanCache made = new PlanCache(PLANS_PER_USER, PLANS_IN_ALL);

  /// @param random makes the key of the ids of callers' plans
  public Plans(Templates templates, RandomGenerator random) {
    this.templates = templates;
    this.playbooks = new Playbooks(templates);
    this.ids = new PlanIds(random);
    this.random = random;
  }

  /// The playbooks open to the caller's tier; nobody's own plans.
  public List<ExecutionPlan> playbooks(Caller caller) {
    return playbooks.openTo(caller.tier());
  }

  /// A playbook, or the shape of one of the caller's own latest plans, its variables empty.
  ///
  /// @throws ProblemException `NotFound`, also for another's plan
  public ExecutionPlan find(Caller caller, String id) {
    return playbooks
        .find(id, caller.tier())
        .or(() -> own(caller, id))
        .orElseThrow(() -> new ProblemException(new Problem.NotFound("plan")));
  }

  /// The agent that was chosen when the caller last asked for a plan with these words.
  public Optional<String> agentFor(Caller caller, ChatRequest request) {
    return made.agentOf(caller.id(), ids.of(caller, request));
  }

  /// The first of the agents that plans can be made for: its default template is there.
  ///
  /// @throws ProblemException `ValidationFailed` when there is none
  public String plannable(List<String> agents) {
    return agents.stream()
        .filter(agent -> template(agent).isPresent())
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                new Problem.ValidationFailed(
                    List.of(
                        new Violation(
                            List.of("body", "execution_mode"),
                            "there are no plans for this; use 'direct'",
                            "not_available")))));
  }

  /// A plan without steps, for an agent that the caller may not use.
  ///
  /// @param reason said in its description
  public ExecutionPlan without(String agent, String reason) {
    return new ExecutionPlan(
        RandomUuid.from(random).toString(), "Nothing to do", reason, agent, List.of());
  }

  /// A plan for the request: the agent's default template, then what the client does with the
  /// result.
  ///
  /// @param agent one that plans can be made for
  public ExecutionPlan make(Caller caller, ChatRequest request, String agent) {
    UUID id = ids.of(caller, request);
    made.put(caller.id(), id, agent);
    return plan(id, agent, variables(request));
  }

  private Optional<ExecutionPlan> own(Caller caller, String id) {
    return uuid(id)
        .flatMap(uuid -> made.agentOf(caller.id(), uuid).map(agent -> plan(uuid, agent, Map.of())));
  }

  /// @param given what is known of the variables; the others are empty
  private ExecutionPlan plan(UUID id, String agent, Map<String, String> given) {
    PromptTemplate template = template(agent).orElseThrow();
    Map<String, String> variables = new LinkedHashMap<>();
    for (PlanTemplate.Variable variable : template.spec().variables()) {
      variables.put(variable.name(), given.getOrDefault(variable.name(), ""));
    }
    String table = template.table();
    return new PlanBuilder(known -> templates.find(known).map(PromptTemplate::spec))
        .id(id.toString())
        .named(
            "Plan for " + table,
            "Runs one step of the model on what you wrote, then creates what it finds in your "
                + table
                + ".")
        .agent(agent)
        .llm(template.spec().id().value(), variables)
        .data(StepAction.CREATE_RECORD, table, Map.of(), 0)
        .build();
  }

  private Optional<PromptTemplate> template(String agent) {
    return templates.all().stream()
        .filter(template -> template.spec().agent().equals(agent))
        .filter(template -> template.spec().id().value().equals("tpl_" + agent + "_default"))
        .findFirst();
  }

  private static Map<String, String> variables(ChatRequest request) {
    return Map.of(
        "message", request.message(),
        "timezone", request.context().zone().getId(),
        "locale", request.context().locale().toLanguageTag(),
        "projects", projects(request.context().projects()));
  }

  /// Such as `p-1: Apollo`, one a line: what a template needs to put a record where it belongs.
  private static String projects(List<JsonObject> projects) {
    return projects.stream()
        .filter(project -> !project.text("status").equals(Optional.of("archived")))
        .filter(project -> project.text("id").isPresent() && project.text("name").isPresent())
        .limit(MOST_PROJECTS)
        .map(project ->
            line(project.text("id").orElseThrow() + ": " + project.text("name").orElseThrow()))
        .collect(Collectors.joining("\n"));
  }

  /// Short enough that all of them are no longer than a variable may be.
  private static String line(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST_PROJECT
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_PROJECT));
  }

  private static Optional<UUID> uuid(String id) {
    try {
      UUID uuid = UUID.fromString(id);
      return uuid.toString().equals(id) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
