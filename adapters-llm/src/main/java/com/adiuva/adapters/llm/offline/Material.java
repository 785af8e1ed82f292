package com.adiuva.adapters.llm.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a template was given to read, whatever its form: text, JSON in a text, or JSON.
///
/// @param lines of prose, none blank
/// @param items records, each with a title
record Material(List<String> lines, List<Item> items) {
  private static final int MAX_DEPTH = 16;
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Set<String> NOT_PROSE =
      Set.of("title", "name", "status", "priority", "type", "version", "color", "email", "url");

  /// @param status empty when it has none
  /// @param text what else it says
  record Item(String title, String status, String text, boolean isTask) {
    boolean isDone() {
      return status.matches("(?i)done|completed?|closed|finished|true");
    }

    boolean isInProgress() {
      return status.matches("(?i)in[ _-]?progress|doing|started|active");
    }
  }

  static Material of(@Nullable Object... given) {
    Material material = new Material(new ArrayList<>(), new ArrayList<>());
    for (Object value : given) {
      material.add(value, "", 0);
    }
    return material;
  }

  boolean isEmpty() {
    return lines.isEmpty() && items.isEmpty();
  }

  private void add(@Nullable Object value, String key, int depth) {
    if (depth > MAX_DEPTH) {
      return;
    }
    switch (value) {
      case String text -> addText(text, key, depth);
      case List<?> list -> list.forEach(item -> add(item, key, depth + 1));
      case Map<?, ?> map -> addRecord(map, key, depth);
      case null, default -> {
        // numbers and flags say nothing by themselves
      }
    }
  }

  private void addText(String text, String key, int depth) {
    String start = text.strip();
    if (start.startsWith("{") || start.startsWith("[")) {
      Object parsed = parsed(start);
      if (parsed != null) {
        add(parsed, key, depth + 1);
        return;
      }
    }
    text.lines().filter(line -> !line.isBlank()).forEach(lines::add);
  }

  private void addRecord(Map<?, ?> map, String key, int depth) {
    Optional<String> title = text(map, "title").or(() -> text(map, "name"));
    Optional<String> status =
        text(map, "status")
            .or(() -> Optional.ofNullable(map.get("done")).map(String::valueOf))
            .or(() -> Optional.ofNullable(map.get("completed")).map(String::valueOf));
    boolean isTask = key.contains("task") || map.containsKey("due_date") || map.containsKey("done");
    if (title.isPresent()) {
      String body = text(map, "content").or(() -> text(map, "description")).orElse("");
      items.add(new Item(title.get().strip(), status.orElse(""), body.strip(), isTask));
    }
    map.forEach((name, value) -> {
      String inner = String.valueOf(name).toLowerCase(Locale.ROOT);
      boolean prose = !isTask && !NOT_PROSE.contains(inner) && !isTechnical(inner);
      if (prose || !(value instanceof String)) {
        add(value, inner, depth + 1);
      }
    });
  }

  private static boolean isTechnical(String name) {
    return name.endsWith("id") || name.endsWith("_at") || name.endsWith("date");
  }

  private static Optional<String> text(Map<?, ?> map, String name) {
    return map.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  private static @Nullable Object parsed(String text) {
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /// Without the content.
  @Override
  public String toString() {
    return "Material[" + lines.size() + " lines, " + items.size() + " items]";
  }
}
