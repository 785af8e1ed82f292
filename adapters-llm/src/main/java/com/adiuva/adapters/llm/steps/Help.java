package com.adiuva.adapters.llm.steps;

import com.adiuva.adapters.llm.wishes.Topic;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the offline assistant says about itself.
public final class Help {
  private static final String WHAT =
      "I am the offline assistant of this server: an interpreter of simple English commands, not a"
          + " language model.";

  private Help() {}

  /// What it is and what can be said to it.
  public static String about() {
    return WHAT
        + " I look after tasks, projects, milestones and notes. You can say, for example:\n\n"
        + Stream.of(Topic.values())
            .flatMap(topic -> sentences(topic).stream().limit(topic == Topic.TASK ? 4 : 2))
            .map(sentence -> "- " + sentence)
            .collect(Collectors.joining("\n"));
  }

  public static String notUnderstood(@Nullable Topic topic) {
    return "Sorry, I did not understand that. "
        + WHAT
        + " "
        + examples(topic == null ? Topic.TASK : topic);
  }

  public static String cannot(Topic topic) {
    return "Sorry, I cannot do that; nothing was changed. " + examples(topic);
  }

  public static String examples(Topic topic) {
    return "You can say, for example:\n\n"
        + sentences(topic).stream()
            .map(sentence -> "- " + sentence)
            .collect(Collectors.joining("\n"));
  }

  private static List<String> sentences(Topic topic) {
    return switch (topic) {
      case TASK ->
          List.of(
              "Create a high priority task called Ship v1 due tomorrow at 5pm",
              "Mark Ship v1 as done",
              "Move Ship v1 to next Friday",
              "List my open tasks due this week");
      case PROJECT ->
          List.of(
              "Create a project Apollo",
              "Rename the project Apollo to Artemis",
              "Archive the project Apollo",
              "List my projects");
      case MILESTONE ->
          List.of(
              "Add a milestone Beta on Dec 1 to project Apollo",
              "Move the milestone Beta to next Monday",
              "List the milestones of project Apollo");
      case NOTE ->
          List.of(
              "Create a note Groceries with content: milk, bread",
              "Add eggs to the note Groceries",
              "Show the note Groceries",
              "List my notes");
      case COMMENT ->
          List.of(
              "Comment on Ship v1: looks good",
              "Show the comments on Ship v1",
              "Delete the comment “looks good” on Ship v1");
    };
  }
}
