package com.adiuva.application.chat.agents;

import static com.adiuva.domain.chat.model.Parameter.Type.INTEGER;
import static com.adiuva.domain.chat.model.Parameter.Type.JSON_STRING_LIST;
import static com.adiuva.domain.chat.model.Parameter.Type.STRING;
import static com.adiuva.domain.chat.model.Parameter.optional;
import static com.adiuva.domain.chat.model.Parameter.required;

import com.adiuva.application.shared.Prompts;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// Tasks and the comments on them.
final class TaskAgent {
  static final String NAME = "task_agent";

  private static final JsonObject DEFAULTS =
      JsonObject.builder()
          .put("status", "todo")
          .put("priority", "medium")
          .put("is_ai_suggested", 0)
          .put("is_approved", 1)
          .build();

  private static final Parameter TASK_ID = required("task_id", STRING, "id of the task");

  private TaskAgent() {}

  static Agent create() {
    return new Agent(
        NAME,
        "Tasks and to-dos: finds, creates, changes, completes and deletes tasks, with due dates,"
            + " priorities, assignees and comments.",
        Prompts.read(TaskAgent.class, "task_agent.md"),
        List.of(
            listTasks(),
            createTask(),
            updateTask(),
            new DeleteTool(
                NAME, Workspace.TASKS, spec("delete_task", "Deletes a task for good.", TASK_ID)),
            listTasksDueToday(),
            listTaskComments(),
            addTaskComment(),
            new DeleteTool(
                NAME,
                Workspace.TASK_COMMENTS,
                spec(
                    "delete_task_comment",
                    "Deletes a comment for good.",
                    required("comment_id", STRING, "id of the comment")))));
  }

  private static Tool listTasks() {
    return new ReadTool(
        Workspace.TASKS,
        spec(
            "list_tasks",
            "Lists the user's tasks with their ids.",
            optional("project_id", STRING, "only tasks of this project"),
            status("only tasks in this status"),
            optional("search", STRING, "only tasks whose title or description contains this"),
            optional("order_by", STRING, "the order; created_at lists the newest first")
                .oneOf("due_date", "priority", "created_at", "title")),
        (arguments, workspace, context) -> Listing.of(TaskQueries.matching(arguments, workspace)));
  }

  private static Tool createTask() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(required("title", STRING, "a short title"));
    parameters.addAll(details("todo when absent", "medium when absent"));
    return new CreateTool(
        NAME,
        Workspace.TASKS,
        new ToolSpec("create_task", "Creates a task.", parameters),
        DEFAULTS);
  }

  private static Tool updateTask() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(TASK_ID);
    parameters.add(optional("title", STRING, "the new title"));
    parameters.addAll(details("the new status", "the new priority"));
    return new UpdateTool(
        NAME,
        Workspace.TASKS,
        new ToolSpec(
            "update_task",
            "Changes a task. Leave out whatever stays as it is (or give -1).",
            parameters),
        UpdateTool.NO_GUARD);
  }

  private static Tool listTasksDueToday() {
    return new ReadTool(
        Workspace.TASKS,
        spec(
            "list_tasks_due_today", "Lists the tasks that are due today, in the user's time zone."),
        (arguments, workspace, context) -> Listing.of(TaskQueries.dueToday(workspace, context)));
  }

  private static Tool listTaskComments() {
    return new ReadTool(
        Workspace.TASK_COMMENTS,
        spec("list_task_comments", "Lists the comments on a task with their ids.", TASK_ID),
        (arguments, workspace, context) ->
            Listing.of(
                workspace.all(Workspace.TASK_COMMENTS).stream()
                    .filter(comment -> Listing.matches(comment, arguments, "task_id"))));
  }

  private static Tool addTaskComment() {
    return new CreateTool(
        NAME,
        Workspace.TASK_COMMENTS,
        spec(
            "add_task_comment",
            "Adds a comment to a task.",
            TASK_ID,
            required("author", STRING, "who comments: the user's name, or \"user\""),
            required("content", STRING, "the comment")),
        JsonObject.empty());
  }

  private static List<Parameter> details(String status, String priority) {
    return List.of(
        optional("description", STRING, "details, in Markdown"),
        status(status),
        optional("priority", STRING, priority).oneOf("high", "medium", "low"),
        optional(
            "assignees", JSON_STRING_LIST, "JSON list of names in a string: \"[\\\"Ann\\\"]\""),
        optional("due_date", INTEGER, "when it is due, in epoch milliseconds"),
        optional("project_id", STRING, "id of the project it belongs to"),
        Arguments.AI_SUGGESTED,
        Arguments.APPROVED);
  }

  private static Parameter status(String description) {
    return optional("status", STRING, description).oneOf("todo", "in_progress", "done");
  }

  private static ToolSpec spec(String name, String description, Parameter... parameters) {
    return new ToolSpec(name, description, List.of(parameters));
  }
}
