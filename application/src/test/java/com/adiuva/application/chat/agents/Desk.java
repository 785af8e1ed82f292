package com.adiuva.application.chat.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.shared.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Runs the built-in tools as the tool loop does, one call a round, over some records. New records
/// are called `new-1`, `new-2`…
final class Desk {
  private final AtomicInteger ids = new AtomicInteger();
  private final AgentContext context;

  Desk(ChatContext data, Instant now) {
    context =
        new AgentContext(
            new UserId(new UUID(1, 2)), data, now, () -> "new-" + ids.incrementAndGet());
  }

  /// With these records in one table, each with its `id`.
  static Desk with(Map<String, List<JsonObject>> tables, ZoneId zone, Instant now) {
    return new Desk(
        new ChatContext(
            JsonObject.empty(),
            zone,
            Locale.ENGLISH,
            List.of(),
            List.of(),
            tables.getOrDefault("tasks", List.of()),
            tables.getOrDefault("task_comments", List.of()),
            tables.getOrDefault("projects", List.of()),
            tables.getOrDefault("timelines", List.of()),
            tables.getOrDefault("notes", List.of())),
        now);
  }

  static Desk with(Map<String, List<JsonObject>> tables) {
    return with(tables, ZoneId.of("UTC"), Instant.EPOCH);
  }

  static Desk empty() {
    return with(Map.of());
  }

  ToolOutcome run(String tool, @Nullable Object... namesAndValues) {
    ToolOutcome outcome = runInSameRound(tool, namesAndValues);
    Workspace.of(context).roundEnded();
    return outcome;
  }

  ToolOutcome runInSameRound(String name, @Nullable Object... namesAndValues) {
    Tool tool =
        BuiltInAgents.all().stream()
            .flatMap(agent -> agent.tools().stream())
            .filter(candidate -> candidate.spec().name().equals(name))
            .findFirst()
            .orElseThrow();
    JsonObject arguments = tool.normalised(json(namesAndValues));
    assertThat(tool.spec().violations(arguments)).isEmpty();
    ToolOutcome outcome = tool.run(arguments, context);
    if (outcome instanceof ToolOutcome.Wanted wanted) {
      Workspace.of(context).apply(wanted.action());
    }
    Workspace.of(context).resultGiven(true);
    return outcome;
  }

  Action action(String tool, @Nullable Object... namesAndValues) {
    ToolOutcome outcome = run(tool, namesAndValues);
    assertThat(outcome).isInstanceOf(ToolOutcome.Wanted.class);
    return ((ToolOutcome.Wanted) outcome).action();
  }

  String refusal(String tool, @Nullable Object... namesAndValues) {
    ToolOutcome outcome = run(tool, namesAndValues);
    assertThat(outcome).isInstanceOf(ToolOutcome.Refused.class);
    return ((ToolOutcome.Refused) outcome).reason();
  }

  List<JsonObject> listed(String tool, @Nullable Object... namesAndValues) {
    Object value = found(tool, namesAndValues);
    return JsonObject.builder().put("list", value).build().objects("list");
  }

  /// The ids of what is listed, with spaces between.
  String ids(String tool, @Nullable Object... namesAndValues) {
    return String.join(
        " ", listed(tool, namesAndValues).stream().map(r -> r.text("id").orElse("?")).toList());
  }

  JsonObject one(String tool, @Nullable Object... namesAndValues) {
    Object value = found(tool, namesAndValues);
    return JsonObject.builder().put("one", value).build().object("one").orElseThrow();
  }

  static JsonObject json(@Nullable Object... namesAndValues) {
    JsonObject.Builder object = JsonObject.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object.build();
  }

  private @Nullable Object found(String tool, @Nullable Object... namesAndValues) {
    ToolOutcome outcome = run(tool, namesAndValues);
    assertThat(outcome).isInstanceOf(ToolOutcome.Found.class);
    return ((ToolOutcome.Found) outcome).value();
  }
}
