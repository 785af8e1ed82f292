package com.adiuva.adapters.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.application.chat.AgentRegistry;
import com.adiuva.application.chat.Assistant;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatEvent;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.ExecutionMode;
import com.adiuva.domain.chat.Turn;
import com.adiuva.domain.shared.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/// The real agents and tools around the offline model, over a few records, at Thursday 2026-03-26
/// 10:00 in Berlin. Holds every answer against what all answers promise.
final class Desk {
  static final Instant NOW = Instant.parse("2026-03-26T09:00:00Z");
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<String> DEFAULTS =
      List.of(
          "status=todo", "priority=medium", "is_ai_suggested=0", "is_approved=1", "status=active");
  private static final Caller CALLER =
      new Caller(
          new UserId(new UUID(1, 2)),
          new SessionId(new UUID(3, 4)),
          new EmailAddress("ann@example.org"),
          Role.USER,
          Tier.PRO);

  private final ZoneId zone;
  private final Assistant assistant;
  private final List<Turn> history = new ArrayList<>();

  Desk() {
    this(BERLIN, NOW);
  }

  Desk(ZoneId zone, Instant now) {
    this.zone = zone;
    OfflineModel model = new OfflineModel();
    assistant =
        new Assistant(
            model,
            model,
            AgentRegistry.withBuiltInAgents(),
            Clock.fixed(now, ZoneId.of("UTC")),
            new Random(7),
            Duration.ofSeconds(60));
  }

  /// Asks, and remembers question and answer for the next time.
  ChatAnswer ask(String message) {
    List<String> pieces = new ArrayList<>();
    ChatAnswer answer =
        assistant.chat(
            CALLER,
            new ChatRequest(message, context(), ExecutionMode.DIRECT),
            event -> {
              if (event instanceof ChatEvent.Delta delta) {
                pieces.add(delta.text());
              }
            },
            new Cancellation());
    assertThat(answer.response()).isNotBlank().isEqualTo(String.join("", pieces));
    assertThat(pieces).hasSizeGreaterThan(1).doesNotContain("");
    assertThat(answer.finishReason().wireName()).isEqualTo("stop");
    history.add(new Turn(Turn.Speaker.USER, message));
    history.add(new Turn(Turn.Speaker.ASSISTANT, answer.response()));
    return answer;
  }

  /// The actions in one line, without what is usual.
  String actions(ChatAnswer answer) {
    List<String> created = new ArrayList<>();
    return answer.actions().stream()
        .map(action -> shown(action, created))
        .collect(Collectors.joining(" + "));
  }

  private String shown(Action action, List<String> created) {
    String verb = action.type().wireName().replace("_record", "");
    boolean creates = action.type() == Action.Type.CREATE_RECORD;
    String id = action.data().text("id").orElse("");
    String fields =
        action.data().fields().entrySet().stream()
            .filter(entry -> !creates || !entry.getKey().equals("id"))
            .map(entry -> entry.getKey() + "=" + shown(entry.getKey(), entry.getValue(), created))
            .filter(field -> !creates || !DEFAULTS.contains(field))
            .collect(Collectors.joining(", "));
    if (creates) {
      created.add(id);
    }
    return verb + " " + action.table() + " " + fields;
  }

  private String shown(String name, Object value, List<String> created) {
    if (value instanceof Long millis && name.endsWith("date")) {
      return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), zone).toString();
    }
    int made = created.indexOf(String.valueOf(value));
    return made < 0 ? String.valueOf(value).replace("\n", "\\n") : "new" + (made + 1);
  }

  private ChatContext context() {
    return new ChatContext(
        JsonObject.builder().put("name", "Ann").build(),
        zone,
        Locale.forLanguageTag("en-US"),
        List.of(),
        history,
        List.of(
            task("t1", "Ship v1", "todo", "high", "2026-03-27T16:00:00Z", "p1"),
            task("t2", "Write report", "in_progress", "medium", "2026-04-10T15:00:00Z", ""),
            task("t3", "Buy milk", "todo", "low", "2026-03-26T17:00:00Z", ""),
            task("t4", "Pay rent", "done", "medium", "2026-03-01T17:00:00Z", ""),
            task("t5", "Call Ann", "todo", "medium", "", "p1"),
            task("t6", "Call Bob", "todo", "medium", "2026-03-20T17:00:00Z", "")),
        List.of(comment("c1", "looks good"), comment("c2", "needs tests")),
        List.of(
            project("p1", "Apollo", "active"),
            project("p2", "Zeus", "active"),
            project("p3", "Old site", "archived")),
        List.of(milestone("m1", "Beta", "p1"), milestone("m2", "Launch", "p2")),
        List.of(note("n1", "Groceries", "milk\nbread", ""), note("n2", "Ideas", "fly", "p1")));
  }

  private static JsonObject task(
      String id, String title, String status, String priority, String due, String project) {
    JsonObject.Builder task =
        JsonObject.builder().put("id", id).put("title", title).put("status", status);
    task.put("priority", priority).put("assignees", "[\"Ann\"]");
    if (!due.isEmpty()) {
      task.put("due_date", Instant.parse(due).toEpochMilli());
    }
    return project.isEmpty() ? task.build() : task.put("project_id", project).build();
  }

  private static JsonObject comment(String id, String content) {
    return JsonObject.builder()
        .put("id", id)
        .put("task_id", "t1")
        .put("author", "Bob")
        .put("content", content)
        .build();
  }

  private static JsonObject project(String id, String name, String status) {
    return JsonObject.builder().put("id", id).put("name", name).put("status", status).build();
  }

  private static JsonObject milestone(String id, String title, String project) {
    return JsonObject.builder()
        .put("id", id)
        .put("title", title)
        .put("date", Instant.parse("2026-05-01T10:00:00Z").toEpochMilli())
        .put("project_id", project)
        .build();
  }

  private static JsonObject note(String id, String title, String content, String project) {
    JsonObject.Builder note =
        JsonObject.builder().put("id", id).put("title", title).put("content", content);
    return project.isEmpty() ? note.build() : note.put("project_id", project).build();
  }
}
