package com.adiuva.domain.plans;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Builds a plan step by step; what is wrong with any of them is said by [#build], all at once.
///
/// ```java
/// ExecutionPlan plan =
///     new PlanBuilder(templates::find)
///         .id("write_it_down")
///         .agent("note_agent")
///         .llm("tpl_note_agent_default", Map.of("message", ""))
///         .data(StepAction.CREATE_RECORD, "notes", Map.of(), 0)
///         .build();
/// ```
public final class PlanBuilder {
  private final Function<TemplateId, Optional<PlanTemplate>> templates;
  private final List<PlanStep> steps = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private String id = "";
  private String name = "";
  private String description = "";
  private String agent = "";

  /// @param templates finds those there are
  public PlanBuilder(Function<TemplateId, Optional<PlanTemplate>> templates) {
    this.templates = templates;
  }

  public PlanBuilder id(String value) {
    id = value;
    return this;
  }

  /// What a person is shown.
  public PlanBuilder named(String newName, String newDescription) {
    name = newName;
    description = newDescription;
    return this;
  }

  public PlanBuilder agent(String value) {
    agent = value;
    return this;
  }

  /// Adds a step that runs a template.
  ///
  /// @param variables empty where the client fills them in
  public PlanBuilder llm(String template, Map<String, String> variables) {
    attempt(() -> {
      TemplateId known = new TemplateId(template);
      check(known, variables);
      steps.add(new PlanStep(StepAction.LLM, known, variables, null));
    });
    return this;
  }

  /// Adds a step in which the client works on its own records with what an earlier step gave.
  ///
  /// @param fields what every record of it has
  /// @param fromStep the index of that earlier step, which runs a template
  public PlanBuilder data(
      StepAction action, String table, Map<String, String> fields, int fromStep) {
    attempt(() -> {
      Map<String, String> variables = new LinkedHashMap<>();
      variables.put(PlanStep.TABLE, table);
      variables.putAll(fields);
      if (fromStep < 0 || fromStep >= steps.size()) {
        problem("takes data from step " + fromStep + ", which is not before");
      } else if (steps.get(fromStep).action() != StepAction.LLM) {
        problem("takes data from step " + fromStep + ", which gives none");
      }
      steps.add(new PlanStep(action, null, variables, Math.max(fromStep, 0)));
    });
    return this;
  }

  /// @throws InvalidValueException when something is wrong with the plan
  public ExecutionPlan build() {
    if (id.isBlank() || agent.isBlank() || steps.isEmpty()) {
      problems.add("a plan has an id, an agent and steps");
    }
    if (!problems.isEmpty()) {
      throw new InvalidValueException("invalid_plan", String.join("; ", problems));
    }
    return new ExecutionPlan(id, name, description, agent, steps);
  }

  private void check(TemplateId id, Map<String, String> variables) {
    Optional<PlanTemplate> found = templates.apply(id);
    if (found.isEmpty()) {
      problem("there is no template " + id);
      return;
    }
    for (String required : found.get().required()) {
      if (!variables.containsKey(required)) {
        problem(id + " needs the variable " + required);
      }
    }
    for (String given : variables.keySet()) {
      if (found.get().variable(given).isEmpty()) {
        problem(id + " has no variable " + given);
      }
    }
  }

  private void attempt(Runnable addStep) {
    try {
      addStep.run();
    } catch (InvalidValueException e) {
      problem(e.getMessage());
    }
  }

  private void problem(String what) {
    problems.add("step " + steps.size() + ": " + what);
  }
}
