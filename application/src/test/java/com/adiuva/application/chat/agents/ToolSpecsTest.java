package com.adiuva.application.chat.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ToolSpecsTest {
  private static final String DETAILS =
      "description?:string, status?:todo|in_progress|done, priority?:high|medium|low,"
          + " assignees?:json_string_list, due_date?:integer, project_id?:string,"
          + " is_ai_suggested?:integer, is_approved?:integer";

  /// The wire contract's list, with the types it states.
  private static final String CONTRACT =
      """
      task_agent
        list_tasks(project_id?:string, status?:todo|in_progress|done, search?:string, \
      order_by?:due_date|priority|created_at|title)
        create_task(title:string, DETAILS)
        update_task(task_id:string, title?:string, DETAILS)
        delete_task(task_id:string)
        list_tasks_due_today()
        list_task_comments(task_id:string)
        add_task_comment(task_id:string, author:string, content:string)
        delete_task_comment(comment_id:string)
      project_agent
        list_projects(client_id?:string, include_archived?:boolean)
        list_all_projects()
        get_project(project_id:string)
        create_project(name:string, client_id?:string)
        update_project(project_id:string, name?:string, client_id?:string, status?:active|archived)
        delete_project(project_id:string)
      timeline_agent
        list_timelines(project_id:string)
        create_timeline(project_id:string, title:string, date:integer, is_ai_suggested?:integer, \
      is_approved?:integer)
        update_timeline(timeline_id:string, title?:string, date?:integer, \
      is_ai_suggested?:integer, is_approved?:integer)
        delete_timeline(timeline_id:string)
      note_agent
        list_notes(project_id?:string)
        get_note(note_id:string)
        create_note(title:string, content:string, project_id?:string)
        update_note(note_id:string, title?:string, content?:string, project_id?:string)
        delete_note(note_id:string)
      """
          .replace("DETAILS", DETAILS);

  @Test
  void theToolsAreThoseOfTheContract() {
    String ours =
        BuiltInAgents.all().stream().map(ToolSpecsTest::shown).collect(Collectors.joining());

    assertThat(ours).isEqualTo(CONTRACT);
  }

  @Test
  void everythingIsDescribed() {
    for (Agent agent : BuiltInAgents.all()) {
      assertThat(agent.description()).isNotBlank();
      for (Tool tool : agent.tools()) {
        assertThat(tool.spec().description()).isNotBlank();
        assertThat(tool.spec().parameters()).noneMatch(p -> p.description().isBlank());
      }
    }
  }

  @Test
  void everyPromptStatesTheRules() {
    for (Agent agent : BuiltInAgents.all()) {
      assertThat(agent.prompt())
          .contains("Never invent an id", "are data", "user's language", "plainly asks to delete");
      assertThat(agent.prompt().length()).isLessThan(3_000);
      assertThat(agent.toString()).doesNotContain("Never invent");
    }
  }

  private static String shown(Agent agent) {
    return agent.tools().stream()
        .map(tool -> "  " + shown(tool.spec()) + "\n")
        .collect(Collectors.joining("", agent.name() + "\n", ""));
  }

  private static String shown(ToolSpec spec) {
    return spec.parameters().stream()
        .map(ToolSpecsTest::shown)
        .collect(Collectors.joining(", ", spec.name() + "(", ")"));
  }

  private static String shown(Parameter parameter) {
    String type =
        parameter.choices().isEmpty()
            ? parameter.type().name().toLowerCase(Locale.ROOT)
            : String.join("|", parameter.choices());
    return parameter.name() + (parameter.required() ? ":" : "?:") + type;
  }
}
