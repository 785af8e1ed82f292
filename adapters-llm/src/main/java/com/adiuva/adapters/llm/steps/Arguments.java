package com.adiuva.adapters.llm.steps;

import com.adiuva.adapters.llm.conversation.Kind;
import com.adiuva.adapters.llm.conversation.Known;
import com.adiuva.adapters.llm.conversation.Reading;
import com.adiuva.adapters.llm.conversation.Titles;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Verb;
import com.adiuva.adapters.llm.wishes.Wish;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The arguments of tools that change records.
final class Arguments {
  private static final int LONGEST_TITLE = 200;

  private Arguments() {}

  /// What is missing to create the record, as a sentence; null when nothing is.
  public static @Nullable String missingToCreate(
      Kind kind, Wish wish, ProjectFinder.Outcome project) {
    if (wish.title() == null || wish.title().isBlank()) {
      return "What shall the " + kind.noun() + Reading.BE_CALLED;
    }
    if (kind.topic() != Topic.MILESTONE) {
      return null;
    }
    String milestone = "the milestone " + Titles.bold(wish.title());
    if (project.id() == null) {
      String why = project.missing().isEmpty() ? "" : "; " + project.missing();
      return "Which project is " + milestone + " for? A milestone needs one" + why + ".";
    }
    return wish.due() == null
        ? "When is " + milestone + "? A milestone needs a date, such as “on Dec 1”."
        : null;
  }

  public static JsonObject toCreate(Kind kind, Wish wish, ProjectFinder.Outcome project) {
    String title = wish.title() == null ? "" : wish.title();
    String text = wish.text();
    boolean cut = title.length() > LONGEST_TITLE;
    boolean needsText = kind.topic() == Topic.NOTE && (text == null || text.isBlank());
    JsonObject.Builder arguments = JsonObject.builder().put(kind.titleName(), shortTitle(title));
    if (needsText || (cut && text == null)) {
      text = title;
    }
    details(arguments, kind, wish, project);
    if (!kind.textName().isEmpty()) {
      arguments.putIfPresent(kind.textName(), text);
    }
    arguments.putIfPresent("status", status(kind, wish.verb(), wish.status()));
    return arguments.build();
  }

  /// @param content what the note says now; null when it need not be known
  public static JsonObject toUpdate(
      Kind kind, Wish wish, Known record, ProjectFinder.Outcome project, @Nullable String content) {
    JsonObject.Builder arguments = JsonObject.builder().put(kind.idName(), record.id());
    arguments.putIfPresent(
        kind.titleName(), wish.title() == null ? null : shortTitle(wish.title()));
    details(arguments, kind, wish, project);
    if (wish.text() != null && !kind.textName().isEmpty()) {
      boolean append = wish.verb() == Verb.APPEND && content != null && !content.isBlank();
      String before = append && content != null ? content.stripTrailing() + "\n" : "";
      arguments.put(kind.textName(), before + wish.text());
    }
    arguments.putIfPresent("status", status(kind, wish.verb(), wish.status()));
    return arguments.build();
  }

  private static void details(
      JsonObject.Builder arguments, Kind kind, Wish wish, ProjectFinder.Outcome project) {
    arguments.putIfPresent("priority", wish.priority());
    if (!wish.assignees().isEmpty()) {
      arguments.put("assignees", jsonList(wish.assignees()));
    }
    if (wish.due() != null && !kind.dateName().isEmpty()) {
      arguments.put(kind.dateName(), wish.due().millis());
    }
    if (kind.topic() != Topic.PROJECT) {
      arguments.putIfPresent("project_id", project.id());
    }
  }

  /// Why this cannot be done to a record of this kind; null when it can.
  public static @Nullable String impossible(Kind kind, Wish wish) {
    String noun = kind.noun();
    return switch (wish.verb()) {
      case COMPLETE, START ->
          switch (kind.topic()) {
            case TASK -> null;
            case PROJECT ->
                "A project is either active or archived. You can say “archive the project …”.";
            default -> "A " + noun + " has no status, so it cannot be marked like that.";
          };
      case REOPEN ->
          kind.topic() == Topic.TASK || kind.topic() == Topic.PROJECT
              ? null
              : "A " + noun + " has no status, so it cannot be reopened.";
      case ARCHIVE ->
          kind.topic() == Topic.PROJECT
              ? null
              : "Only projects can be archived. A "
                  + noun
                  + " can be deleted"
                  + (kind.topic() == Topic.TASK ? " or marked as done." : ".");
      default -> null;
    };
  }

  private static @Nullable String status(Kind kind, Verb verb, @Nullable String said) {
    boolean project = kind.topic() == Topic.PROJECT;
    return switch (verb) {
      case COMPLETE -> "done";
      case REOPEN -> project ? "active" : "todo";
      case START -> "in_progress";
      case ARCHIVE -> "archived";
      default -> project && "todo".equals(said) ? "active" : said;
    };
  }

  private static String shortTitle(String title) {
    String oneLine = title.strip().replace('\n', ' ');
    if (oneLine.length() <= LONGEST_TITLE) {
      return oneLine;
    }
    int space = oneLine.lastIndexOf(' ', LONGEST_TITLE - 1);
    int end = space > LONGEST_TITLE / 2 ? space : LONGEST_TITLE - 1;
    end = Character.isHighSurrogate(oneLine.charAt(end - 1)) ? end - 1 : end;
    return oneLine.substring(0, end).strip() + "…";
  }

  /// The names as a JSON list in a string.
  public static String jsonList(List<String> names) {
    return names.stream()
        .map(name -> "\"" + escaped(name) + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c >= ' ') {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
