package com.adiuva.application.chat;

import static com.adiuva.application.chat.ScriptedModel.PER_CALL;
import static com.adiuva.application.chat.ScriptedModel.routesTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.ExecutionMode;
import com.adiuva.domain.chat.FinishReason;
import com.adiuva.domain.chat.model.AnswerListener;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Whatever a model does, the request ends well and its actions are clean.
class HostileModelTest {
  private static final List<String> AGENTS =
      List.of("task_agent", "project_agent", "timeline_agent", "note_agent");
  private static final Set<String> TABLES =
      Set.of("tasks", "task_comments", "projects", "timelines", "notes");
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "tasks",
          Set.of(
              "id",
              "title",
              "description",
              "status",
              "priority",
              "assignees",
              "due_date",
              "project_id",
              "is_ai_suggested",
              "is_approved"),
          "task_comments",
          Set.of("id", "task_id", "author", "content"),
          "projects",
          Set.of("id", "name", "client_id", "status"),
          "timelines",
          Set.of("id", "project_id", "title", "date", "is_ai_suggested", "is_approved"),
          "notes",
          Set.of("id", "title", "content", "project_id"));
  private static final List<String> NAMES =
      List.of(
          "title",
          "task_id",
          "project_id",
          "note_id",
          "timeline_id",
          "checkpoint_id",
          "content",
          "name",
          "status",
          "priority",
          "due_date",
          "date",
          "is_approved",
          "assignees",
          "author",
          "comment_id",
          "id",
          "__proto__",
          "");
  private static final List<Object> VALUES =
      List.of(
          "A",
          "",
          " ",
          "todo",
          "high",
          "[\"Ann\"]",
          "\u0000\u001b[31m",
          "{\"done\":true}",
          -1,
          0,
          1,
          5,
          -7,
          Long.MAX_VALUE,
          1.5,
          true,
          List.of("A"),
          Map.of("a", Map.of()),
          "t1");

  @Test
  void c15_aModelThatNeverEndsIsCutAndItsCallStopped() {
    AtomicBoolean stopped = new AtomicBoolean();
    LanguageModel endless =
        new LanguageModel() {
          @Override
          public String name() {
            return "endless";
          }

          @Override
          public Completion complete(
              ModelRequest request, AnswerListener listener, Cancellation cancellation) {
            try {
              while (true) {
                listener.accept("and so on, ".repeat(1_000));
              }
            } finally {
              stopped.set(true);
            }
          }
        };
    Assistant assistant =
        new Assistant(
            new ScriptedModel(routesTo("task_agent")),
            endless,
            AgentRegistry.withBuiltInAgents(),
            Clock.systemUTC(),
            new Random(1),
            Duration.ofSeconds(60));
    ChatAnswer answer =
        assistant.chat(
            Chat.CALLER,
            new ChatRequest("Hi", ChatContext.empty(Chat.ZONE), ExecutionMode.DIRECT),
            event -> {},
            new Cancellation());
    assertThat(stopped).isTrue();
    assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(answer.response().length()).isBetween(7_000_000, 8_000_000);
  }

  @Test
  void anyAnswersEndWell() {
    long seed = Long.getLong("adiuva.seed", 20261121L);
    int runs = Integer.getInteger("adiuva.runs", 300);
    Random random = new Random(seed);
    int actions = 0;
    for (int i = 0; i < runs; i++) {
      String routed = AGENTS.get(random.nextInt(4));
      ScriptedModel.Step[] steps = new ScriptedModel.Step[25];
      for (int s = 0; s < steps.length; s++) {
        steps[s] = anyStep(random);
      }
      String[] agents =
          random.nextBoolean() ? new String[] {routed} : AGENTS.toArray(String[]::new);
      Chat chat = new Chat(new ScriptedModel(routesTo(agents)), new ScriptedModel(steps));

      ChatAnswer answer = chat.send("Go");

      assertThat(answer.actions())
          .as("seed %d, run %d", seed, i)
          .allSatisfy(HostileModelTest::isClean);
      actions += answer.actions().size();
    }
    assertThat(actions).as("some calls happen to be good").isGreaterThan(runs);
  }

  private static void isClean(Action action) {
    assertThat(action.table()).isIn(TABLES);
    assertThat(AGENTS).contains(action.agent());
    Map<String, Object> fields = new HashMap<>(action.data().fields());
    assertThat(FIELDS.get(action.table())).containsAll(fields.keySet());
    assertThat(action.data().text("id")).isPresent();
    assertThat(fields).doesNotContainValue(null).doesNotContainValue(-1L);
    switch (action.type()) {
      case DELETE_RECORD -> assertThat(fields).containsOnlyKeys("id");
      case UPDATE_RECORD -> assertThat(fields).hasSizeGreaterThan(1);
      default -> assertThat(action.data().text("id").orElseThrow()).hasSize(36);
    }
    for (String time : List.of("due_date", "date")) {
      assertThat(action.data().integer(time).orElse(0)).isNotNegative();
    }
  }

  private static ScriptedModel.Step anyStep(Random random) {
    return (request, onText) -> {
      List<String> pieces = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        pieces.add(List.of("a", " ", "\n\n", "{\"done\":true}", "word ").get(random.nextInt(5)));
      }
      pieces.forEach(onText);
      List<ToolCall> calls = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0 && !request.tools().isEmpty(); i--) {
        calls.add(anyCall(request.tools().get(random.nextInt(request.tools().size())), random));
      }
      boolean truncated = random.nextInt(4) == 0;
      return new Completion(String.join("", pieces), calls, null, truncated, PER_CALL);
    };
  }

  /// Mostly nearly right.
  private static ToolCall anyCall(ToolSpec tool, Random random) {
    String name = random.nextInt(10) == 0 ? tool.name().replace("task", "note") : tool.name();
    if (random.nextInt(20) == 0) {
      return new ToolCall("c", name, null);
    }
    JsonObject.Builder arguments = JsonObject.builder();
    for (Parameter parameter : tool.parameters()) {
      if (random.nextInt(10) < (parameter.required() ? 9 : 4)) {
        arguments.put(
            parameter.name(), random.nextInt(10) == 0 ? any(VALUES, random) : fit(parameter));
      }
    }
    if (random.nextInt(10) == 0) {
      arguments.put(any(NAMES, random), any(VALUES, random));
    }
    return new ToolCall("c" + random.nextInt(3), name, arguments.build());
  }

  private static Object fit(Parameter parameter) {
    return switch (parameter.type()) {
      case STRING -> parameter.choices().isEmpty() ? "A" : parameter.choices().get(0);
      case INTEGER, NUMBER -> 1;
      case BOOLEAN -> true;
      case STRING_LIST, OBJECT_LIST -> List.of();
      case JSON_STRING_LIST -> "[]";
    };
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
