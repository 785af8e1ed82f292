package com.adiuva.adapters.llm.offline;

import com.adiuva.adapters.llm.conversation.Conversation;
import com.adiuva.adapters.llm.conversation.Facts;
import com.adiuva.adapters.llm.conversation.Reading;
import com.adiuva.adapters.llm.conversation.Tools;
import com.adiuva.adapters.llm.english.Interpreter;
import com.adiuva.adapters.llm.wishes.Verb;
import com.adiuva.adapters.llm.wishes.Wish;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Runs prompt templates: reads their variables instead of their prompts.
final class TemplateAnswers {
  private static final String FORM_PREFIX = "records_for_";
  private static final int LONGEST_TITLE = 120;

  private final Conversation conversation;
  private final Facts facts;
  private final JsonObject variables;

  TemplateAnswers(Conversation conversation) {
    this.variables = conversation.data().object("variables").orElse(JsonObject.empty());
    this.conversation = conversation;
    this.facts = Facts.of(circumstances(conversation.data()));
  }

  /// Whether the request runs a template.
  static boolean isAsked(Conversation conversation) {
    return conversation.data().text("template").isPresent();
  }

  /// The answer of a template that yields text.
  String text() {
    return WeeklySummary.of(
        variable("week"),
        facts.now(),
        Material.of(variable("tasks")),
        Material.of(variable("notes")),
        Material.of(conversation.data().get("data")));
  }

  /// The filled form of a template that yields records.
  JsonObject answer(ToolSpec form) {
    JsonObject.Builder answer = JsonObject.builder();
    for (Parameter parameter : form.parameters()) {
      if (parameter.type() == Parameter.Type.OBJECT_LIST) {
        List<JsonObject> records =
            variables.has("message") ? wished(form, parameter) : found(parameter);
        answer.put(parameter.name(), records);
      }
    }
    return answer.build();
  }

  /// What the user asked to be created, in the message; what is no command is a record by itself.
  private List<JsonObject> wished(ToolSpec form, Parameter list) {
    String table = form.name().replace(FORM_PREFIX, "");
    String createTool = "create_" + table.replaceAll("s$", "");
    Conversation message =
        new Conversation(conversation.data(), List.of(), variable("message"), Map.of());
    Tools tools = new Tools(List.of(new ToolSpec(createTool, "", list.items())));
    List<JsonObject> records = new ArrayList<>();
    for (ToolCall call : new Planner(message, facts, tools).plan().calls()) {
      if (call.name().equals(createTool) && call.arguments() != null) {
        records.add(call.arguments());
      }
    }
    boolean commands =
        new Reading(new Interpreter(facts.dates()), message)
            .wishes().stream().anyMatch(wish -> wish.verb().isUnderstood());
    return records.isEmpty() && !commands ? itself(list) : records;
  }

  private List<JsonObject> itself(Parameter list) {
    String message = variable("message").strip();
    Map<String, String> known =
        Map.of("title", title(message), "name", title(message), "content", message);
    JsonObject.Builder record = JsonObject.builder();
    for (Parameter field : list.items()) {
      if (field.required()) {
        String value = known.get(field.name());
        if (value == null || value.isBlank()) {
          return List.of();
        }
        record.put(field.name(), value);
      }
    }
    return List.of(record.build());
  }

  /// The tasks in what is known about a project; a text without any is a reason to plan.
  private List<JsonObject> found(Parameter list) {
    Material material = Material.of(variable("project_context"), conversation.data().get("data"));
    Set<String> known =
        material.items().stream()
            .filter(Material.Item::isTask)
            .map(item -> item.title().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    List<JsonObject> tasks =
        ActionItems.in(material.lines()).stream()
            .filter(text -> !known.contains(text.toLowerCase(Locale.ROOT)))
            .map(this::task)
            .map(task -> fitting(task, list.items()))
            .toList();
    if (!tasks.isEmpty() || material.isEmpty()) {
      return tasks;
    }
    String about =
        material.items().stream()
            .filter(item -> !item.isTask())
            .map(Material.Item::title)
            .findFirst()
            .or(() -> material.lines().stream().findFirst())
            .orElse("");
    return List.of(
        JsonObject.builder()
            .put("title", title("Define the next steps" + (about.isEmpty() ? "" : ": " + about)))
            .build());
  }

  private JsonObject task(String text) {
    List<Wish> wishes = new Interpreter(facts.dates()).read("create a task " + text);
    Optional<Wish> wish =
        wishes.size() == 1 && wishes.get(0).verb() == Verb.CREATE
            ? Optional.of(wishes.get(0))
            : Optional.empty();
    boolean says = wish.filter(w -> w.due() != null || w.priority() != null).isPresent();
    String title = wish.filter(w -> says).map(Wish::title).orElse(text);
    JsonObject.Builder task = JsonObject.builder().put("title", title(capitalised(title)));
    if (!title(text).equals(text)) {
      task.put("description", text);
    }
    wish.map(Wish::priority).or(() -> urgency(text)).ifPresent(p -> task.put("priority", p));
    wish.map(Wish::due).ifPresent(due -> task.put("due_date", due.millis()));
    return task.build();
  }

  private static Optional<String> urgency(String text) {
    boolean urgent = text.matches("(?i).*\\b(?:urgent|urgently|asap|critical|blocker|blocks)\\b.*");
    return urgent ? Optional.of("high") : Optional.empty();
  }

  private static JsonObject fitting(JsonObject record, List<Parameter> fields) {
    JsonObject.Builder fitting = JsonObject.builder();
    fields.forEach(field -> fitting.putIfPresent(field.name(), record.get(field.name())));
    return fitting.build();
  }

  /// The data as an agent's request has it: projects as records, not as lines.
  private static JsonObject circumstances(JsonObject data) {
    JsonObject variables = data.object("variables").orElse(JsonObject.empty());
    List<JsonObject> projects = new ArrayList<>();
    for (String line : variables.text("projects").orElse("").lines().toList()) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        projects.add(
            JsonObject.builder()
                .put("id", line.substring(0, colon).strip())
                .put("name", line.substring(colon + 2).strip())
                .build());
      }
    }
    JsonObject with = data.with("projects", projects);
    return variables
        .text("locale")
        .filter(locale -> !locale.isBlank())
        .map(locale -> with.with("locale", locale))
        .orElse(with);
  }

  private String variable(String name) {
    return variables.text(name).orElse("");
  }

  private static String title(String text) {
    String line = text.strip().lines().findFirst().orElse("").strip();
    return line.codePointCount(0, line.length()) <= LONGEST_TITLE
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
  }

  private static String capitalised(String text) {
    int first = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
    return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
  }
}
