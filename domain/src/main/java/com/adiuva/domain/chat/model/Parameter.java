package com.adiuva.domain.chat.model;

import java.util.List;

/// One parameter of a tool, or one field of a schema-bound answer.
///
/// @param choices the values allowed; empty means any
/// @param items the fields of each object in a list of objects; else empty
public record Parameter(
    String name,
    Type type,
    String description,
    boolean required,
    List<String> choices,
    List<Parameter> items) {
  public Parameter {
    choices = List.copyOf(choices);
    items = List.copyOf(items);
  }

  public Parameter(
      String name, Type type, String description, boolean required, List<String> choices) {
    this(name, type, description, required, choices, List.of());
  }

  /// JSON types, and three lists.
  public enum Type {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    /// A JSON array of strings.
    STRING_LIST,
    /// A string that contains a JSON array of strings.
    JSON_STRING_LIST,
    /// A JSON array of objects, all of one form.
    OBJECT_LIST
  }

  public static Parameter required(String name, Type type, String description) {
    return new Parameter(name, type, description, true, List.of());
  }

  public static Parameter optional(String name, Type type, String description) {
    return new Parameter(name, type, description, false, List.of());
  }

  /// A required list of objects with these fields.
  public static Parameter objects(String name, String description, List<Parameter> items) {
    return new Parameter(name, Type.OBJECT_LIST, description, true, List.of(), items);
  }

  /// This parameter with only these values allowed (of the string, or of each string in the list).
  public Parameter oneOf(String... allowed) {
    return new Parameter(name, type, description, required, List.of(allowed), items);
  }
}
