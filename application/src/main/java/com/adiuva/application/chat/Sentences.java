package com.adiuva.application.chat;

import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.billing.Entitlements;
import com.adiuva.domain.chat.Action;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What we say ourselves when a model says nothing.
final class Sentences {
  private static final Map<String, String> NOUNS =
      Map.of(
          "tasks", "task",
          "task_comments", "comment",
          "projects", "project",
          "timelines", "milestone",
          "notes", "note");

  private Sentences() {}

  static String afterwards(List<Action> actions) {
    return actions.isEmpty()
        ? "I have no answer to that. Please put it in other words."
        : "Done: " + summary(actions) + ".";
  }

  static String stopped(List<Action> actions) {
    return "I stopped here because this took more steps than one request may have. "
        + (actions.isEmpty()
            ? "Nothing has been changed."
            : "So far: " + summary(actions) + ". Ask me to go on with the rest.");
  }

  /// That an agent is not the caller's to use.
  static String notInTier(String agent, Tier tier) {
    String what =
        agent.equals("timeline_agent") ? "Milestones and timelines are" : "What you ask for is";
    Tier required = Entitlements.cheapestWithAgent(agent);
    return String.format(
        Locale.ROOT,
        "%s part of the %s tier and above, and your tier is %s, so nothing was done about that."
            + " Upgrade to %2$s to use it.",
        what,
        capitalised(required),
        capitalised(tier));
  }

  private static String capitalised(Tier tier) {
    String name = tier.wireName();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /// Such as `created 2 tasks, deleted 1 note`.
  private static String summary(List<Action> actions) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Action action : actions) {
      counts.merge(verb(action) + " %d " + noun(action), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(entry -> counted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String counted(String pattern, int count) {
    return String.format(Locale.ROOT, pattern, count) + (count == 1 ? "" : "s");
  }

  private static String verb(Action action) {
    return switch (action.type()) {
      case CREATE_RECORD -> "created";
      case UPDATE_RECORD -> "updated";
      case DELETE_RECORD -> "deleted";
      case INDEX_DOCUMENT, SEND_NOTIFICATION, CALL_AGENT -> "requested";
    };
  }

  private static String noun(Action action) {
    return switch (action.type()) {
      case CREATE_RECORD, UPDATE_RECORD, DELETE_RECORD ->
          NOUNS.getOrDefault(action.table(), "record");
      case INDEX_DOCUMENT -> "indexing";
      case SEND_NOTIFICATION -> "notification";
      case CALL_AGENT -> "agent call";
    };
  }
}
