package com.adiuva.adapters.llm.wishes;

/// What a wish wants done.
public enum Verb {
  CREATE,
  /// Set what the wish carries: title, priority, status, date, people, text, project.
  UPDATE,
  COMPLETE,
  REOPEN,
  START,
  ARCHIVE,
  DELETE,
  LIST,
  /// One record, whole.
  SHOW,
  /// Add text to a note.
  APPEND,
  /// What the assistant is and can do.
  HELP,
  /// Understood, and not possible.
  IMPOSSIBLE,
  UNKNOWN,
  /// One message is not read for more wishes than this; the text is where reading stopped.
  LEFT_OUT;

  /// Whether there is something to do.
  public boolean isUnderstood() {
    return this != UNKNOWN && this != LEFT_OUT;
  }
}
