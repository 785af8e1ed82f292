package com.adiuva.adapters.llm.steps;

import com.adiuva.adapters.llm.conversation.Kind;
import com.adiuva.adapters.llm.conversation.Known;
import com.adiuva.adapters.llm.conversation.Titles;
import com.adiuva.adapters.llm.text.When;
import com.adiuva.adapters.llm.wishes.DueFilter;
import com.adiuva.adapters.llm.wishes.Reference;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Wish;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.shared.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Decides what is next for a wish to see records: one call of a list tool, narrowed by what the
/// tool can do and afterwards by what it cannot.
final class ListStep {
  private static final List<String> SEARCHED = List.of("title", "name", "excerpt", "content");

  private final Turn turn;
  private final Wish wish;
  private final int number;
  private final Kind kind;
  private final ProjectFinder.Outcome project;

  public ListStep(Turn turn, Wish wish, int number, Kind kind, ProjectFinder.Outcome project) {
    this.turn = turn;
    this.wish = wish;
    this.number = number;
    this.kind = kind;
    this.project = project;
  }

  public Step next() {
    if (turn.isBusy()) {
      return new Step.Wait();
    }
    if (project.id() == null && !project.missing().isEmpty()) {
      return Step.say(Wording.sentence(project.missing()));
    }
    if (kind.topic() == Topic.MILESTONE && project.id() == null) {
      return Step.say(
          "Which project's milestones do you mean? Say “list the milestones of project …”.");
    }
    String tool = tool();
    ToolCall call = turn.tools().call("wish-" + number + "-" + tool, tool, arguments());
    Message.ToolResult result = turn.result(call);
    if (result == null) {
      return new Step.Call(List.of(call));
    }
    if (result.failed()) {
      return Step.say(Wording.refused(result));
    }
    List<JsonObject> records = Turn.records(result).stream().filter(this::isWanted).toList();
    Known only =
        records.size() == 1
            ? new Known(
                kind.topic(),
                records.get(0).text("id").orElse(""),
                Titles.title(records.get(0), kind.titleName()))
            : null;
    return new Step.Say(Listing.all(kind, wish, project.name(), records, turn.facts()), only);
  }

  private String tool() {
    if (kind.topic() == Topic.PROJECT && wantsEverything()) {
      return "list_all_projects";
    }
    boolean today =
        wish.dueFilter() == DueFilter.ON && wish.due() != null && wish.due().date().equals(today());
    boolean plain = wish.project() == null && wish.search() == null;
    return kind.topic() == Topic.TASK && today && plain && turn.tools().has("list_tasks_due_today")
        ? "list_tasks_due_today"
        : kind.listTool();
  }

  private boolean wantsEverything() {
    boolean all = "archived".equals(wish.status()) || wish.target() instanceof Reference.Every;
    return all && turn.tools().has("list_all_projects");
  }

  private JsonObject arguments() {
    JsonObject.Builder arguments = JsonObject.builder();
    arguments.putIfPresent("project_id", project.id());
    arguments.putIfPresent("status", wish.status());
    arguments.putIfPresent("search", wish.search());
    if (wish.dueFilter() != null) {
      arguments.put("order_by", kind.dateName());
    }
    return arguments.build();
  }

  private boolean isWanted(JsonObject item) {
    return hasStatus(item)
        && hasPriority(item)
        && hasDate(item)
        && hasPeople(item)
        && hasWords(item);
  }

  private boolean hasStatus(JsonObject item) {
    String wanted = wish.status();
    String status = item.text("status").orElse("");
    if (wanted == null || kind.topic() == Topic.NOTE || kind.topic() == Topic.MILESTONE) {
      return true;
    }
    return wanted.equals("open")
        ? !status.equals("done") && !status.equals("archived")
        : status.equals(wanted);
  }

  private boolean hasPriority(JsonObject item) {
    String wanted = wish.priority();
    return wanted == null || item.text("priority").equals(Optional.of(wanted));
  }

  private boolean hasDate(JsonObject item) {
    if (wish.dueFilter() == null || kind.dateName().isEmpty()) {
      return true;
    }
    if (!(item.get(kind.dateName()) instanceof Number millis)) {
      return false;
    }
    Instant at = Instant.ofEpochMilli(millis.longValue());
    LocalDate date = LocalDate.ofInstant(at, turn.facts().now().getZone());
    When due = wish.due();
    return switch (wish.dueFilter()) {
      case OVERDUE ->
          at.isBefore(turn.facts().now().toInstant())
              && !item.text("status").equals(Optional.of("done"));
      case ON -> due != null && date.equals(due.date());
      case UNTIL -> due != null && !date.isBefore(today()) && !date.isAfter(due.date());
    };
  }

  /// Assignees come as a list, or as a string with one.
  private boolean hasPeople(JsonObject item) {
    String people = String.valueOf(item.get("assignees")).toLowerCase(Locale.ROOT);
    return wish.assignees().stream()
        .allMatch(name -> people.contains(name.toLowerCase(Locale.ROOT)));
  }

  private boolean hasWords(JsonObject item) {
    String search = wish.search();
    return search == null
        || turn.tools().takes(kind.listTool(), "search")
        || SEARCHED.stream()
            .flatMap(field -> item.text(field).stream())
            .anyMatch(
                text -> text.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT)));
  }

  private LocalDate today() {
    return turn.facts().now().toLocalDate();
  }
}
