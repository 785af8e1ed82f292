package com.adiuva.domain.plans;

import java.util.Locale;

/// What a step does: ask the model, or one of the things that actions ask of a client. On the wire
/// the lower-case name.
public enum StepAction {
  /// Runs a prompt template on the server.
  LLM,
  CREATE_RECORD,
  UPDATE_RECORD,
  DELETE_RECORD,
  INDEX_DOCUMENT,
  SEND_NOTIFICATION,
  CALL_AGENT;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether the step names a table in its variables.
  boolean needsTable() {
    return this == CREATE_RECORD || this == UPDATE_RECORD || this == DELETE_RECORD;
  }
}
