package com.adiuva.application.chat.agents;

import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.shared.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Finds tasks in the workspace.
final class TaskQueries {
  private static final List<String> PRIORITIES = List.of("high", "medium", "low");

  private TaskQueries() {}

  static Stream<JsonObject> matching(JsonObject arguments, Workspace workspace) {
    Stream<JsonObject> found =
        workspace.all(Workspace.TASKS).stream()
            .filter(task -> Listing.matches(task, arguments, "project_id"))
            .filter(task -> Listing.matches(task, arguments, "status"))
            .filter(task -> Listing.contains(task, arguments, "search", "title", "description"));
    return arguments
        .text("order_by")
        .map(key -> found.sorted(order(key)))
        .orElse(found)
        .map(task -> Listing.withProjectName(task, workspace));
  }

  static Stream<JsonObject> dueToday(Workspace workspace, AgentContext context) {
    ZoneId zone = context.data().zone();
    LocalDate today = LocalDate.ofInstant(context.now(), zone);
    long start = today.atStartOfDay(zone).toInstant().toEpochMilli();
    long end = today.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    return workspace.all(Workspace.TASKS).stream()
        .filter(task -> number(task, "due_date", -1) >= start)
        .filter(task -> number(task, "due_date", -1) < end)
        .map(task -> Listing.withProjectName(task, workspace));
  }

  private static Comparator<JsonObject> order(String key) {
    return switch (key) {
      case "due_date" -> Comparator.comparingDouble(task -> number(task, key, Double.MAX_VALUE));
      case "created_at" -> Comparator.comparingDouble(task -> -number(task, key, 0));
      case "priority" -> Comparator.comparingInt(TaskQueries::rank);
      default -> Comparator.comparing(task -> task.text(key).orElse("").toLowerCase(Locale.ROOT));
    };
  }

  private static int rank(JsonObject task) {
    int index = PRIORITIES.indexOf(task.text("priority").orElse(""));
    return index < 0 ? PRIORITIES.size() : index;
  }

  /// Records come from clients, so a time may be a decimal, or missing.
  private static double number(JsonObject task, String name, double otherwise) {
    return task.get(name) instanceof Number value ? value.doubleValue() : otherwise;
  }
}
