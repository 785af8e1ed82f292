package com.adiuva.domain.chat;

import com.adiuva.domain.shared.JsonObject;
import java.util.Locale;

/// Something the client shall do with its own data.
///
/// @param table `tasks`, `task_comments`, `projects`, `timelines` or `notes`
/// @param data the record's `id` and what is set, under the tool's parameter names
/// @param agent the agent that wants it
public record Action(Type type, String table, JsonObject data, String agent) {

  /// What to do. On the wire the lower-case name.
  public enum Type {
    CREATE_RECORD,
    UPDATE_RECORD,
    DELETE_RECORD,
    INDEX_DOCUMENT,
    SEND_NOTIFICATION,
    CALL_AGENT;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Without the data.
  @Override
  public String toString() {
    return "Action[" + type + " " + table + "]";
  }
}
