package com.adiuva.application.plans;

import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.plans.ExecutionPlan;
import com.adiuva.domain.plans.PlanBuilder;
import com.adiuva.domain.plans.StepAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plans that are there for everybody whose tier has them, each known by its name.
final class Playbooks {
  private final List<Playbook> playbooks;

  Playbooks(Templates templates) {
    playbooks =
        List.of(
            new Playbook(createTasksFromProject(builder(templates)), Tier.FREE),
            new Playbook(generateWeeklyNote(builder(templates)), Tier.FREE));
  }

  /// @param from the cheapest tier that has it
  private record Playbook(ExecutionPlan plan, Tier from) {
    boolean isOpenTo(Tier tier) {
      return tier.compareTo(from) >= 0;
    }
  }

  List<ExecutionPlan> openTo(Tier tier) {
    return playbooks.stream()
        .filter(playbook -> playbook.isOpenTo(tier))
        .map(Playbook::plan)
        .toList();
  }

  Optional<ExecutionPlan> find(String id, Tier tier) {
    return openTo(tier).stream().filter(plan -> plan.id().equals(id)).findFirst();
  }

  private static PlanBuilder builder(Templates templates) {
    return new PlanBuilder(id -> templates.find(id).map(PromptTemplate::spec));
  }

  private static ExecutionPlan createTasksFromProject(PlanBuilder plan) {
    return plan.id("create_tasks_from_project")
        .named(
            "Create tasks from a project",
            "Finds the work that is still to be done in what is known about a project, and creates"
                + " a task for each piece of it. Put the project's text (notes, messages, open"
                + " points) into project_context, and its id into project_id or leave that empty.")
        .agent("task_agent")
        .llm("tpl_task_extract_from_project", blank("project_context", "project_id"))
        .data(StepAction.CREATE_RECORD, "tasks", Map.of("status", "todo"), 0)
        .build();
  }

  private static ExecutionPlan generateWeeklyNote(PlanBuilder plan) {
    return plan.id("generate_weekly_note")
        .named(
            "Write the weekly note",
            "Sums up a week and keeps the summary as a note. Put the week's tasks into tasks, its"
                + " notes into notes, one a line or as JSON, and the week's name into week or"
                + " leave that empty.")
        .agent("note_agent")
        .llm("tpl_note_weekly_summary", blank("tasks", "notes", "week"))
        .data(StepAction.CREATE_RECORD, "notes", Map.of("title", "Weekly summary"), 0)
        .build();
  }

  private static Map<String, String> blank(String... names) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String name : names) {
      variables.put(name, "");
    }
    return variables;
  }
}
