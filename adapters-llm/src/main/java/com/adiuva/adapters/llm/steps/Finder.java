package com.adiuva.adapters.llm.steps;

import com.adiuva.adapters.llm.conversation.Kind;
import com.adiuva.adapters.llm.conversation.Known;
import com.adiuva.adapters.llm.conversation.Mention;
import com.adiuva.adapters.llm.conversation.Titles;
import com.adiuva.adapters.llm.wishes.Reference;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the record a wish means, by what was said before or by the lists of its agent.
final class Finder {
  /// The most projects whose milestones are looked through.
  private static final int MOST_PROJECTS = 24;

  private final Turn turn;

  public Finder(Turn turn) {
    this.turn = turn;
  }

  /// What came of looking.
  public sealed interface Outcome {
    record Found(Known record, JsonObject data) implements Outcome {
      /// Without the content.
      @Override
      public String toString() {
        return "Found[" + record + "]";
      }
    }

    /// Not yet, or not at all: this step says which.
    record Instead(Step step) implements Outcome {}
  }

  /// @param listTool where to look
  /// @param projectId narrows the search, where the tool allows that
  public Outcome find(
      @Nullable Reference reference, Topic topic, String listTool, @Nullable String projectId) {
    return switch (reference) {
      case null -> say(Wording.which(topic));
      case Reference.Every every -> say(Wording.oneAtATime(topic));
      case Reference.Named named -> byTitle(named.title(), topic, listTool, projectId);
      case Reference.Earlier earlier -> earlier(topic, listTool, projectId);
    };
  }

  private Outcome earlier(Topic topic, String listTool, @Nullable String projectId) {
    Known known = turn.lastKnown(topic);
    if (known != null) {
      return new Outcome.Found(known, JsonObject.empty());
    }
    if (turn.isBusy()) {
      return new Outcome.Instead(new Step.Wait());
    }
    Kind kind = Kind.of(topic);
    for (JsonObject change : turn.facts().changes().reversed()) {
      JsonObject data = change.object("data").orElse(JsonObject.empty());
      if (change.text("table").equals(Optional.of(kind.table())) && data.text("id").isPresent()) {
        return found(data, kind);
      }
    }
    Mention mention = turn.remembered(topic);
    return mention != null
        ? byTitle(mention.title(), topic, listTool, projectId)
        : say(Wording.which(topic));
  }

  private Outcome byTitle(String title, Topic topic, String listTool, @Nullable String projectId) {
    Kind kind = Kind.of(topic);
    List<JsonObject> records = new ArrayList<>();
    List<ToolCall> missing = new ArrayList<>();
    for (JsonObject arguments : searches(listTool, projectId)) {
      ToolCall call = turn.read(listTool, arguments);
      Message.ToolResult result = turn.result(call);
      if (result == null) {
        missing.add(call);
      } else {
        records.addAll(Turn.records(result));
      }
    }
    if (!missing.isEmpty()) {
      return new Outcome.Instead(new Step.Call(missing));
    }
    List<JsonObject> byId =
        records.stream().filter(item -> item.text("id").equals(Optional.of(title))).toList();
    List<JsonObject> found =
        byId.isEmpty() ? Titles.matching(records, kind.titleName(), title) : byId;
    if (found.size() == 1) {
      return found(found.get(0), kind);
    }
    return found.isEmpty()
        ? say(Wording.notFound(topic, title))
        : say(Wording.ambiguous(kind, title, found, turn.facts()));
  }

  /// The arguments with which to list; milestones are listed project by project.
  private List<JsonObject> searches(String listTool, @Nullable String projectId) {
    boolean narrows = turn.tools().takes(listTool, "project_id");
    if (projectId != null && narrows) {
      return List.of(JsonObject.builder().put("project_id", projectId).build());
    }
    if (!listTool.equals(Kind.of(Topic.MILESTONE).listTool())) {
      return List.of(JsonObject.empty());
    }
    return turn.facts().projects().stream()
        .flatMap(project -> project.text("id").stream())
        .distinct()
        .limit(MOST_PROJECTS)
        .map(id -> JsonObject.builder().put("project_id", id).build())
        .toList();
  }

  private static Outcome found(JsonObject item, Kind kind) {
    String id = item.text("id").orElse("");
    String title = Titles.title(item, kind.titleName());
    return new Outcome.Found(new Known(kind.topic(), id, title), item);
  }

  private static Outcome say(String text) {
    return new Outcome.Instead(Step.say(text));
  }
}
