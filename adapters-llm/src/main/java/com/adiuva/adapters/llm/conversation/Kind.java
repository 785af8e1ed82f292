package com.adiuva.adapters.llm.conversation;

import com.adiuva.adapters.llm.wishes.Topic;

/// How the tools call things for one kind of record. An empty name means that there is none.
///
/// @param table the name in actions
/// @param idName the parameter that names a record
/// @param titleName the field with its title
/// @param textName the field with its longer text
/// @param dateName the field with its date
public record Kind(
    Topic topic,
    String table,
    String listTool,
    String createTool,
    String updateTool,
    String deleteTool,
    String idName,
    String titleName,
    String textName,
    String dateName) {
  private static final Kind TASK =
      new Kind(
          Topic.TASK,
          "tasks",
          "list_tasks",
          "create_task",
          "update_task",
          "delete_task",
          "task_id",
          "title",
          "description",
          "due_date");
  private static final Kind PROJECT =
      new Kind(
          Topic.PROJECT,
          "projects",
          "list_projects",
          "create_project",
          "update_project",
          "delete_project",
          "project_id",
          "name",
          "",
          "");
  private static final Kind MILESTONE =
      new Kind(
          Topic.MILESTONE,
          "timelines",
          "list_timelines",
          "create_timeline",
          "update_timeline",
          "delete_timeline",
          "timeline_id",
          "title",
          "",
          "date");
  private static final Kind NOTE =
      new Kind(
          Topic.NOTE,
          "notes",
          "list_notes",
          "create_note",
          "update_note",
          "delete_note",
          "note_id",
          "title",
          "content",
          "");
  private static final Kind COMMENT =
      new Kind(
          Topic.COMMENT,
          "task_comments",
          "list_task_comments",
          "add_task_comment",
          "",
          "delete_task_comment",
          "comment_id",
          "content",
          "content",
          "");

  public static Kind of(Topic topic) {
    return switch (topic) {
      case TASK -> TASK;
      case PROJECT -> PROJECT;
      case MILESTONE -> MILESTONE;
      case NOTE -> NOTE;
      case COMMENT -> COMMENT;
    };
  }

  public String noun() {
    return topic.noun();
  }
}
