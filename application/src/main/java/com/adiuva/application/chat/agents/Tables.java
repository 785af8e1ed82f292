package com.adiuva.application.chat.agents;

/// The client's tables, as actions name them.
final class Tables {
  static final String TASKS = "tasks";
  static final String TASK_COMMENTS = "task_comments";
  static final String PROJECTS = "projects";
  static final String TIMELINES = "timelines";
  static final String NOTES = "notes";

  private Tables() {}
}
