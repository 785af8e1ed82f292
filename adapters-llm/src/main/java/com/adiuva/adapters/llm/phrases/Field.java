package com.adiuva.adapters.llm.phrases;

import com.adiuva.adapters.llm.text.PhraseTable;

/// What can be set on a record, as sentences name it.
public enum Field {
  PRIORITY,
  STATUS,
  DATE,
  TITLE,
  TEXT,
  PEOPLE,
  PROJECT;

  public static final PhraseTable<Field> NAMES =
      new PhraseTable<Field>()
          .add(PRIORITY, "priority, importance")
          .add(STATUS, "status, state")
          .add(DATE, "due date, deadline, date, due, due time, target date")
          .add(TITLE, "title, name")
          .add(TEXT, "description, details, content, contents, text, body")
          .add(PEOPLE, "assignee, assignees, owner")
          .add(PROJECT, "project");

  /// Whether its values are any words.
  public boolean isFree() {
    return this == TITLE || this == TEXT || this == PEOPLE || this == PROJECT;
  }
}
