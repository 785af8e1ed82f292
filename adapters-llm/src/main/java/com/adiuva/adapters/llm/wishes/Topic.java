package com.adiuva.adapters.llm.wishes;

/// The kinds of record a wish can be about.
public enum Topic {
  TASK("task"),
  PROJECT("project"),
  MILESTONE("milestone"),
  NOTE("note"),
  /// A comment on a task.
  COMMENT("comment");

  private final String noun;

  Topic(String noun) {
    this.noun = noun;
  }

  public String noun() {
    return noun;
  }
}
