package com.adiuva.adapters.llm.steps;

import com.adiuva.adapters.llm.conversation.Facts;
import com.adiuva.adapters.llm.conversation.Kind;
import com.adiuva.adapters.llm.conversation.Reading;
import com.adiuva.adapters.llm.conversation.Titles;
import com.adiuva.adapters.llm.english.Interpreter;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Wish;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.shared.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the offline assistant says about what it did.
final class Wording {
  private static final int MOST_CANDIDATES = 8;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu, HH:mm", Locale.ENGLISH);

  private Wording() {}

  public static String created(Kind kind, ToolCall call, Wish wish, ProjectFinder.Outcome project) {
    JsonObject sent = call.arguments() == null ? JsonObject.empty() : call.arguments();
    List<String> parts = new ArrayList<>();
    if (wish.priority() != null && sent.has("priority")) {
      parts.add(wish.priority() + " priority");
    }
    if (wish.status() != null && sent.has("status")) {
      parts.add(wish.status().replace('_', ' '));
    }
    if (wish.due() != null && sent.has(kind.dateName())) {
      String verb = kind.topic() == Topic.MILESTONE ? "on " : "due ";
      parts.add(verb + DATE.format(wish.due().at()));
    }
    if (!wish.assignees().isEmpty() && sent.has("assignees")) {
      parts.add("assigned to " + joined(wish.assignees()));
    }
    if (project.id() != null && sent.has("project_id")) {
      parts.add("in the project " + Titles.bold(project.name()));
    }
    String details = parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    String note =
        project.missing().isEmpty() || kind.topic() == Topic.PROJECT
            ? ""
            : " " + sentence(project.missing() + ", so it is in no project");
    String title = Titles.title(sent, kind.titleName());
    return "Created the " + kind.noun() + " " + Titles.bold(title) + details + "." + note;
  }

  public static String updated(
      Kind kind,
      Wish wish,
      String title,
      JsonObject sent,
      ProjectFinder.Outcome project,
      Facts facts) {
    String subject = "the " + kind.noun() + " " + Titles.bold(title);
    return switch (wish.verb()) {
      case COMPLETE -> "Marked " + subject + " as done.";
      case REOPEN -> "Reopened " + subject + ".";
      case START -> "Set " + subject + " to in progress.";
      case ARCHIVE -> "Archived " + subject + ".";
      case APPEND -> "Added to " + subject + ": “" + Titles.shortened(words(wish)) + "”.";
      default -> "Updated " + subject + ": " + changes(kind, sent, wish, project, facts) + ".";
    };
  }

  private static String words(Wish wish) {
    return wish.text() == null ? "" : wish.text();
  }

  private static String changes(
      Kind kind, JsonObject sent, Wish wish, ProjectFinder.Outcome project, Facts facts) {
    List<String> parts = new ArrayList<>();
    sent.text(kind.titleName())
        .filter(title -> wish.title() != null)
        .ifPresent(title -> parts.add("it is now the " + kind.noun() + " " + Titles.bold(title)));
    sent.text("priority").ifPresent(word -> parts.add("priority " + word));
    sent.text("status").ifPresent(word -> parts.add("status " + word.replace('_', ' ')));
    if (!kind.dateName().isEmpty() && sent.get(kind.dateName()) instanceof Long millis) {
      String noun = kind.topic() == Topic.MILESTONE ? "on " : "due ";
      parts.add(noun + date(millis, facts.now().getZone()));
    }
    if (sent.has("assignees")) {
      parts.add("assigned to " + joined(wish.assignees()));
    }
    if (!kind.textName().isEmpty() && sent.has(kind.textName()) && wish.text() != null) {
      parts.add("the " + kind.textName() + " is new");
    }
    if (sent.has("project_id") && kind.topic() != Topic.PROJECT) {
      parts.add("now in the project " + Titles.bold(project.name()));
    }
    return String.join(", ", parts);
  }

  public static String deleted(Kind kind, String title) {
    return "Deleted the " + kind.noun() + " " + Titles.bold(title) + ".";
  }

  public static String nothingToChange(Kind kind, String title) {
    return "I did not understand what to change about the "
        + kind.noun()
        + " "
        + Titles.bold(title)
        + ". Nothing was changed. "
        + Help.examples(kind.topic());
  }

  public static String notFound(Topic topic, String title) {
    return "I found no "
        + topic.noun()
        + " called "
        + Titles.bold(title)
        + ". Nothing was changed.";
  }

  public static String which(Topic topic) {
    return "Which " + topic.noun() + " do you mean? Please name it by its title.";
  }

  public static String notUnderstood(@Nullable String words) {
    return "I did not understand “" + Titles.shortened(words == null ? "" : words) + "”.";
  }

  public static String leftOut(@Nullable String words) {
    return "I read one message for at most "
        + Interpreter.MOST_WISHES
        + " wishes; from “"
        + Titles.shortened(words == null ? "" : words)
        + "” on nothing was done.";
  }

  public static String oneAtATime(Topic topic) {
    return "I only change one " + topic.noun() + " at a time; please name it by its title.";
  }

  public static String ambiguous(Kind kind, String title, List<JsonObject> found, Facts facts) {
    String candidates =
        found.stream()
            .limit(MOST_CANDIDATES)
            .map(item -> Listing.line(kind, item, facts))
            .collect(Collectors.joining("\n"));
    String more =
        found.size() > MOST_CANDIDATES
            ? "\n- and " + (found.size() - MOST_CANDIDATES) + " more"
            : "";
    return "Several "
        + kind.noun()
        + "s match "
        + Titles.bold(title)
        + ". "
        + Reading.WHICH_ONE
        + " Nothing was changed.\n"
        + candidates
        + more;
  }

  public static String refused(Message.ToolResult result) {
    String why =
        Turn.object(result.value())
            .text("error")
            .map(error -> ": " + Titles.shortened(error))
            .orElse("");
    return "That was not possible" + why + ".";
  }

  public static String date(long millis, ZoneId zone) {
    return DATE.format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  public static String sentence(String words) {
    return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }

  private static String joined(List<String> names) {
    return names.stream().map(Titles::shortened).collect(Collectors.joining(", "));
  }
}
