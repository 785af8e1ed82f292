package com.adiuva.adapters.llm.steps;

import com.adiuva.adapters.llm.conversation.Mention;
import com.adiuva.adapters.llm.conversation.Titles;
import com.adiuva.adapters.llm.wishes.Reference;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the project that a task, a milestone or a note belongs to among those the request knows.
final class ProjectFinder {
  private final Turn turn;

  public ProjectFinder(Turn turn) {
    this.turn = turn;
  }

  /// What came of looking.
  ///
  /// @param id null when there is no such project
  /// @param missing what to say when it was asked for and not found, else empty
  public record Outcome(@Nullable String id, String name, String missing) {
    static final Outcome NOT_ASKED = new Outcome(null, "", "");

    /// Without the names.
    @Override
    public String toString() {
      return "Outcome[" + id + "]";
    }
  }

  public Outcome find(@Nullable Reference reference) {
    return switch (reference) {
      case null -> Outcome.NOT_ASKED;
      case Reference.Every every -> Outcome.NOT_ASKED;
      case Reference.Earlier earlier -> earlier();
      case Reference.Named named -> named(named.title());
    };
  }

  private Outcome earlier() {
    for (JsonObject change : turn.facts().changes().reversed()) {
      JsonObject data = change.object("data").orElse(JsonObject.empty());
      if (change.text("table").equals(Optional.of("projects")) && data.text("id").isPresent()) {
        return found(data);
      }
    }
    Mention mention = turn.remembered(Topic.PROJECT);
    return mention != null
        ? named(mention.title())
        : new Outcome(null, "", "I do not know which project you mean");
  }

  private Outcome named(String name) {
    List<JsonObject> projects = turn.facts().projects();
    List<JsonObject> byId =
        projects.stream().filter(item -> item.text("id").equals(Optional.of(name))).toList();
    List<JsonObject> found = byId.isEmpty() ? Titles.matching(projects, "name", name) : byId;
    long ids = found.stream().flatMap(item -> item.text("id").stream()).distinct().count();
    if (ids == 1) {
      return found(found.get(0));
    }
    return new Outcome(
        null,
        name,
        ids == 0
            ? "I found no project called " + Titles.bold(name)
            : "several projects match " + Titles.bold(name));
  }

  private static Outcome found(JsonObject project) {
    return new Outcome(project.text("id").orElse(null), Titles.title(project, "name"), "");
  }
}
