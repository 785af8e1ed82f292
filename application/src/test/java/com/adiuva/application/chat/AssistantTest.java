package com.adiuva.application.chat;

import static com.adiuva.application.chat.Chat.json;
import static com.adiuva.application.chat.ScriptedModel.call;
import static com.adiuva.application.chat.ScriptedModel.calls;
import static com.adiuva.application.chat.ScriptedModel.says;
import static com.adiuva.application.chat.ScriptedModel.saysAndCalls;
import static com.adiuva.application.chat.ScriptedModel.saysUntilFull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatEvent;
import com.adiuva.domain.chat.FinishReason;
import com.adiuva.domain.chat.Turn;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AssistantTest {

  @Test
  void textStreamsWhileTheModelWrites() {
    List<Integer> heardBefore = new ArrayList<>();
    Chat[] chat = new Chat[1];
    ScriptedModel model =
        new ScriptedModel((request, onText) -> {
          onText.accept("You have ");
          heardBefore.add(chat[0].deltas().size());
          onText.accept("no tasks.");
          heardBefore.add(chat[0].deltas().size());
          return says().answer(request, onText);
        });
    chat[0] = Chat.with("task_agent", model);

    ChatAnswer answer = chat[0].send("What shall I do?");

    assertThat(heardBefore).containsExactly(1, 2);
    assertThat(answer.response()).isEqualTo("You have no tasks.");
    assertThat(chat[0].kinds()).isEqualTo("AgentStarted Delta Delta Done");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void anActionIsOutBeforeTheModelIsAskedAgain() {
    Chat[] chat = new Chat[1];
    String[] kinds = new String[1];
    ScriptedModel model =
        new ScriptedModel(
            calls(call("create_task", "title", "Ship v1")),
            (request, onText) -> {
              kinds[0] = chat[0].kinds();
              return says("Created.").answer(request, onText);
            });
    chat[0] = Chat.with("task_agent", model);

    ChatAnswer answer = chat[0].send("Create a task Ship v1");

    assertThat(kinds[0]).isEqualTo("AgentStarted ActionRequested");
    Action action = answer.actions().get(0);
    assertThat(action.type()).isEqualTo(Action.Type.CREATE_RECORD);
    assertThat(action.table()).isEqualTo("tasks");
    assertThat(action.agent()).isEqualTo("task_agent");
    assertThat(action.data().text("id"))
        .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-4.*"));
  }

  @Test
  void theModelIsToldWhatCameOfItsCalls() {
    ScriptedModel model =
        new ScriptedModel(
            saysAndCalls(List.of("Let me see."), call("create_task", "title", "Ship v1")),
            says("Created."));

    ChatAnswer answer = Chat.with("task_agent", model).send("Create a task Ship v1");

    List<Message> second = model.requests().get(1).messages();
    assertThat(second).hasSize(4);
    assertThat(second.get(2))
        .isInstanceOfSatisfying(
            Message.FromModel.class, said -> assertThat(said.text()).isEqualTo("Let me see."));
    Message.ToolResult result = (Message.ToolResult) second.get(3);
    assertThat(result.callId()).isEqualTo("call-create_task");
    assertThat(result.failed()).isFalse();
    assertThat(result.value())
        .isEqualTo(
            json(
                    "ok",
                    true,
                    "id",
                    answer.actions().get(0).data().get("id"),
                    "action",
                    "create_record",
                    "table",
                    "tasks")
                .fields());
    assertThat(answer.response()).isEqualTo("Let me see.\n\nCreated.");
  }

  @Test
  void anAgentIsGivenTheFactsTheHistoryAndTheMessage() {
    ScriptedModel model = new ScriptedModel(says("Hello."));
    ChatContext context =
        new ChatContext(
            json("name", "Ann"),
            ZoneId.of("Europe/Berlin"),
            Locale.GERMANY,
            List.of("a document"),
            List.of(
                new Turn(Turn.Speaker.USER, "Hi"), new Turn(Turn.Speaker.ASSISTANT, "Hello Ann")),
            List.of(),
            List.of(),
            List.of(json("id", "p1", "name", "Apollo")),
            List.of(),
            List.of());

    Chat.with("note_agent", model).send("Write a note", context);

    ModelRequest request = model.requests().get(0);
    assertThat(request.messages().subList(1, 4))
        .containsExactly(
            new Message.FromUser("Hi"),
            new Message.FromModel("Hello Ann", List.of()),
            new Message.FromUser("Write a note"));
    assertThat(((Message.Instructions) request.messages().get(0)).data())
        .isEqualTo(
            json(
                "now",
                "2026-11-21T22:05:09+01:00",
                "weekday",
                "Saturday",
                "today_start_ms",
                1795215600000L,
                "timezone",
                "Europe/Berlin",
                "locale",
                "de-DE",
                "user_profile",
                json("name", "Ann"),
                "relevant_documents",
                List.of("a document"),
                "projects",
                List.of(json("id", "p1", "name", "Apollo"))));
    assertThat(request.tools()).extracting("name").contains("create_note", "call_agent").hasSize(6);
    assertThat(request.answerForm()).isNull();
  }

  @Test
  void whatIsEmptyIsLeftOut() {
    ScriptedModel model = new ScriptedModel(says("Hello."));

    Chat.with("task_agent", model).send("Hi");

    Message.Instructions instructions =
        (Message.Instructions) model.requests().get(0).messages().get(0);
    assertThat(instructions.data().fields())
        .containsOnlyKeys("now", "weekday", "today_start_ms", "timezone", "locale");
  }

  @Test
  void usageIsSummedOverAllCalls() {
    ScriptedModel model =
        new ScriptedModel(calls(call("list_tasks")), calls(call("list_tasks")), says("None."));

    ChatAnswer answer = Chat.with("task_agent", model).send("Which tasks?");

    assertThat(answer.usage()).isEqualTo(new Usage(40, 4));
  }

  @Test
  void aModelThatRanOutOfRoomSaysSo() {
    ChatAnswer answer =
        Chat.with("task_agent", new ScriptedModel(saysUntilFull("Once upon"))).send("A story");

    assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void silenceAfterAnActionBecomesASentence() {
    ScriptedModel model =
        new ScriptedModel(
            calls(call("create_task", "title", "A"), call("create_task", "title", "B")), says());

    ChatAnswer answer = Chat.with("task_agent", model).send("Create A and B");

    assertThat(answer.response()).isEqualTo("Done: created 2 tasks.");
  }

  @Test
  void silenceAltogetherBecomesASentence() {
    ChatAnswer answer = Chat.with("task_agent", new ScriptedModel(says(" \n"))).send("Hm");

    assertThat(answer.response()).startsWith("I have no answer to that.");
  }

  @Test
  void aFailingModelFailsTheRequest() {
    Chat chat =
        Chat.with(
            "task_agent", new ScriptedModel(ScriptedModel.fails(new Problem.LlmUnavailable())));

    assertThatThrownBy(() -> chat.send("Hi"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.LlmUnavailable()));
    assertThat(chat.kinds()).doesNotContain("Done");
  }

  @Test
  void whatTheListenerThrowsComesOut() {
    Chat chat = Chat.with("task_agent", new ScriptedModel(says("one", "two")));
    IllegalStateException gone = new IllegalStateException("the client is gone");

    assertThatThrownBy(() ->
            chat.send(
                "Hi",
                ChatContext.empty(Chat.ZONE),
                event -> {
                  if (event instanceof ChatEvent.Delta) {
                    throw gone;
                  }
                }))
        .isSameAs(gone);
  }

  @Test
  void nothingOfAnActionsListenerIsMistakenForAToolsFailure() {
    Chat chat =
        Chat.with("task_agent", new ScriptedModel(calls(call("create_task", "title", "A"))));

    assertThatThrownBy(() ->
            chat.send(
                "Create A",
                ChatContext.empty(Chat.ZONE),
                event -> {
                  if (event instanceof ChatEvent.ActionRequested) {
                    throw new IllegalStateException("the client is gone");
                  }
                }))
        .hasMessage("the client is gone");
  }

  @Test
  void contentIsNeverPrinted() {
    ScriptedModel model = new ScriptedModel(says("secret answer"));
    Chat chat = Chat.with("task_agent", model);
    JsonObject task = json("id", "t1", "title", "secret task");

    ChatAnswer answer =
        chat.send("secret message", Chat.context(List.of(), List.of(task), List.of()));

    assertThat(answer + " " + chat.events + " " + model.requests()).doesNotContain("secret");
  }
}
