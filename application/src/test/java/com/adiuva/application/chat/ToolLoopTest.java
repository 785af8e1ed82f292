package com.adiuva.application.chat;

import static com.adiuva.application.chat.ScriptedModel.call;
import static com.adiuva.application.chat.ScriptedModel.calls;
import static com.adiuva.application.chat.ScriptedModel.says;
import static com.adiuva.application.chat.ScriptedModel.saysAndCalls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.FinishReason;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.chat.model.Message.ToolResult;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToolLoopTest {

  static Stream<ToolCall> badCalls() {
    return Stream.of(
        new ToolCall("c", "create_task", null),
        call("create_task"),
        call("create_task", "title", ""),
        call("create_task", "title", 7),
        call("create_task", "title", "A", "status", "finished"),
        call("create_task", "title", "A", "priority", "urgent"),
        call("create_task", "title", "A", "due_date", "tomorrow"),
        call("create_task", "title", "A", "due_date", -5),
        call("create_task", "title", "A", "due_date", 1.5),
        call("create_task", "title", "A", "assignees", "Ann"),
        call("create_task", "title", "A", "assignees", List.of("Ann")),
        call("create_task", "title", "A", "is_approved", 2),
        call("create_task", "title", "A", "is_ai_suggested", true),
        call("create_task", "title", "A", "id", "mine"),
        call("update_task", "task_id", "t1"),
        call("update_task", "task_id", "t1", "title", -1, "due_date", -1),
        call("update_task", "task_id", -1, "title", "A"),
        call("update_task", "task_id", "t1", "title", " "),
        call("delete_task"),
        call("delete_task", "task_id", "t1", "force", true),
        call("drop_database"),
        call(""),
        call("create_note", "title", "A", "content", "B"),
        call("create_checkpoint", "title", "A"));
  }

  @ParameterizedTest
  @MethodSource("badCalls")
  void aCallThatDoesNotFitGoesBackAndIsNeverAnAction(ToolCall bad) {
    ScriptedModel model = new ScriptedModel(calls(bad), says("Sorry."));

    ChatAnswer answer = Chat.with("task_agent", model).send("Do it");

    assertThat(answer.actions()).isEmpty();
    assertThat(answer.response()).isEqualTo("Sorry.");
    ToolResult result = (ToolResult) model.requests().get(1).messages().getLast();
    assertThat(result.callId()).isEqualTo(bad.id());
    assertThat(Chat.errorIn(result)).hasSizeGreaterThan(35).startsWith("{ok=false, error=");
  }

  @Test
  void afterFiveRoundsItStopsAndSaysWhatWasDone() {
    ScriptedModel.Step round = calls(call("create_task", "title", "Again"));
    ScriptedModel model = new ScriptedModel(round, round, round, round, round);

    ChatAnswer answer = Chat.with("task_agent", model).send("For ever");

    assertThat(model.requests()).hasSize(5);
    assertThat(answer.finishReason()).isEqualTo(FinishReason.MAX_STEPS);
    assertThat(answer.actions()).hasSize(5);
    assertThat(answer.response()).startsWith("I stopped").contains("created 5 tasks");
  }

  @Test
  void afterFiveRoundsTheTextSoFarIsTheAnswer() {
    ScriptedModel.Step round = saysAndCalls(List.of("Look", "ing."), call("list_tasks"));
    ScriptedModel model = new ScriptedModel(round, round, round, round, round);
    Chat chat = Chat.with("task_agent", model);

    ChatAnswer answer = chat.send("For ever");

    assertThat(answer.response())
        .isEqualTo(String.join("\n\n", Collections.nCopies(5, "Looking.")));
    assertThat(chat.deltas()).startsWith("Look", "ing.", "\n\nLook");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.MAX_STEPS);
  }

  @Test
  void theFifthCallMayStillAnswer() {
    ScriptedModel.Step round = calls(call("list_tasks"));
    ScriptedModel model = new ScriptedModel(round, round, round, round, says("None."));

    assertThat(Chat.with("task_agent", model).send("Which?").finishReason())
        .isEqualTo(FinishReason.STOP);
  }

  @Test
  void tooManyCallsAtOnceAreNotRun() {
    ToolCall[] many = new ToolCall[40];
    for (int i = 0; i < many.length; i++) {
      many[i] = call("create_task", "title", "Task " + i);
    }
    ScriptedModel model = new ScriptedModel(calls(many), says("Done."));

    ChatAnswer answer = Chat.with("task_agent", model).send("Forty tasks");

    assertThat(answer.actions()).hasSize(32);
    List<ToolResult> results =
        model.requests().get(1).messages().stream()
            .filter(ToolResult.class::isInstance)
            .map(ToolResult.class::cast)
            .toList();
    assertThat(results).hasSize(40);
    assertThat(results.subList(32, 40)).allMatch(ToolResult::failed);
  }

  @Test
  void aToolThatBreaksIsToldToTheModelOnly() {
    ScriptedModel model = new ScriptedModel(calls(call("break")), says("It did not work."));

    ChatAnswer answer = hostAgentChat(model, new IllegalStateException("secret")).send("Go");

    ToolResult result = (ToolResult) model.requests().get(1).messages().getLast();
    assertThat(result.failed()).isTrue();
    assertThat(String.valueOf(result.value())).doesNotContain("secret");
    assertThat(answer.response()).isEqualTo("It did not work.");
  }

  @Test
  void aToolMayRefuseTheWholeRequest() {
    ScriptedModel model = new ScriptedModel(calls(call("break")));
    ProblemException problem = new ProblemException(new Problem.LlmUnavailable());

    assertThatThrownBy(() -> hostAgentChat(model, problem).send("Go")).isSameAs(problem);
  }

  @Test
  void theOlderNameOfMilestonesIsUnderstood() {
    ScriptedModel model =
        new ScriptedModel(
            calls(
                call("create_checkpoint", "project_id", "p1", "title", "Beta", "date", 5),
                call("update_checkpoint", "checkpoint_id", "m1", "title", "Gamma", "date", -1),
                call("delete_checkpoint", "checkpoint_id", "m2"),
                call("list_checkpoints", "project_id", "p1")),
            says("Done."));

    ChatAnswer answer = Chat.with("timeline_agent", model).send("Checkpoints");

    assertThat(answer.actions())
        .extracting(action -> action.type() + " " + action.table())
        .containsExactly(
            "CREATE_RECORD timelines", "UPDATE_RECORD timelines", "DELETE_RECORD timelines");
    assertThat(answer.actions().get(1).data()).isEqualTo(Chat.json("id", "m1", "title", "Gamma"));
    assertThat(answer.actions().get(2).data()).isEqualTo(Chat.json("id", "m2"));
    assertThat(model.requests().get(1).messages())
        .filteredOn(ToolResult.class::isInstance)
        .noneMatch(message -> ((ToolResult) message).failed());
  }

  private static Chat hostAgentChat(ScriptedModel model, RuntimeException failure) {
    AgentRegistry registry = new AgentRegistry();
    registry.register(new Agent("host_agent", "Ours.", "Prompt.", List.of(new Broken(failure))));
    return new Chat(new ScriptedModel(), model, registry);
  }

  private record Broken(RuntimeException failure) implements Tool {
    @Override
    public ToolSpec spec() {
      return new ToolSpec("break", "Breaks.", List.of());
    }

    @Override
    public ToolOutcome run(JsonObject arguments, AgentContext context) {
      throw failure;
    }
  }
}
