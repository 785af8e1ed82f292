package com.adiuva.domain.chat.model;

import java.util.List;

/// One parameter of a tool, or one field of a schema-bound answer.
///
/// @param choices the values allowed; empty means any
public record Parameter(
    String name, Type type, String description, boolean required, List<String> choices) {
  public Parameter {
    choices = List.copyOf(choices);
  }

  /// JSON types, and two lists.
  public enum Type {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    /// A JSON array of strings.
    STRING_LIST,
    /// A string that contains a JSON array of strings.
    JSON_STRING_LIST
  }

  public static Parameter required(String name, Type type, String description) {
    return new Parameter(name, type, description, true, List.of());
  }

  public static Parameter optional(String name, Type type, String description) {
    return new Parameter(name, type, description, false, List.of());
  }

  /// This parameter with only these values allowed (of the string, or of each string in the list).
  public Parameter oneOf(String... allowed) {
    return new Parameter(name, type, description, required, List.of(allowed));
  }
}
