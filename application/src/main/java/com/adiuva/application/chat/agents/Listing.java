package com.adiuva.application.chat.agents;

import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.shared.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How records are shown to a model.
final class Listing {
  /// The most items one answer lists.
  static final int MAX_ITEMS = 200;

  private Listing() {}

  /// A list of the records, cut at [#MAX_ITEMS].
  static ToolOutcome of(Stream<JsonObject> records) {
    return new ToolOutcome.Found(records.limit(MAX_ITEMS).map(JsonObject::fields).toList());
  }

  /// One record, or a refusal that says how to find the right id.
  static ToolOutcome one(Optional<JsonObject> found, String kind, String howToFind) {
    return found
        .<ToolOutcome>map(item -> new ToolOutcome.Found(item.fields()))
        .orElseGet(
            () -> new ToolOutcome.Refused("there is no " + kind + " with this id; " + howToFind));
  }

  /// The record with the name of its project, where that is known, so that a model can find things
  /// by project.
  static JsonObject withProjectName(JsonObject item, Workspace workspace) {
    return item.text("project_id")
        .flatMap(id -> workspace.find(Workspace.PROJECTS, id))
        .flatMap(project -> project.text("name"))
        .map(name -> item.with("project_name", name))
        .orElse(item);
  }

  /// Whether the field is the argument of that name, or there is no such argument.
  static boolean matches(JsonObject item, JsonObject arguments, String name) {
    Optional<String> wanted = arguments.text(name);
    return wanted.isEmpty() || wanted.equals(item.text(name));
  }

  /// Whether one of the fields contains the argument of that name, whatever the case, or there is
  /// no such argument.
  static boolean contains(JsonObject item, JsonObject arguments, String name, String... fields) {
    String wanted = arguments.text(name).orElse("").strip().toLowerCase(Locale.ROOT);
    return wanted.isEmpty()
        || Stream.of(fields)
            .flatMap(field -> item.text(field).stream())
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted));
  }
}
