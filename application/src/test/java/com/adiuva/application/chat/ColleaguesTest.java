package com.adiuva.application.chat;

import static com.adiuva.application.chat.ScriptedModel.call;
import static com.adiuva.application.chat.ScriptedModel.calls;
import static com.adiuva.application.chat.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.FinishReason;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One agent asks another.
class ColleaguesTest {

  private static ScriptedModel.Step asks(String agent) {
    return calls(call("call_agent", "agent", agent, "message", "Help with it"));
  }

  private static List<String> tools(ModelRequest request) {
    return request.tools().stream().map(ToolSpec::name).toList();
  }

  private static Message.ToolResult lastResult(ModelRequest request) {
    return (Message.ToolResult) request.messages().getLast();
  }

  @Test
  void theOtherWorksAndTheFirstHearsWhatCameOfIt() {
    ScriptedModel model =
        new ScriptedModel(
            calls(call("create_task", "title", "A")),
            asks("note_agent"),
            calls(call("create_note", "title", "T", "content", "C")),
            says("The note is there."),
            calls(call("create_task", "title", "B")),
            says("All done."));
    Chat chat = Chat.with("task_agent", model);

    ChatAnswer answer = chat.send("Tasks and a note");

    assertThat(answer.response()).isEqualTo("All done.");
    assertThat(answer.agent()).isEqualTo("task_agent");
    assertThat(answer.actions())
        .extracting(Action::agent)
        .containsExactly("task_agent", "note_agent", "task_agent");
    assertThat(answer.usage().inputTokens()).as("router and six calls").isEqualTo(70);
    assertThat(model.requests().get(2).messages().getLast())
        .isEqualTo(new Message.FromUser("Help with it"));
    Message.ToolResult heard = lastResult(model.requests().get(4));
    assertThat(heard.failed()).isFalse();
    JsonObject told = JsonObject.builder().put("told", heard.value()).build();
    assertThat(told.object("told").orElseThrow().text("response")).contains("The note is there.");
    assertThat(told.object("told").orElseThrow().objects("actions")).hasSize(1);
  }

  @Test
  void theyShareTheWorkspace() {
    ScriptedModel model =
        new ScriptedModel(
            asks("project_agent"),
            calls(call("create_project", "name", "Apollo")),
            says("Created."),
            calls(call("call_agent", "agent", "project_agent", "message", "List them")),
            calls(call("list_projects")),
            says("Apollo."),
            says("There is Apollo."));

    Chat.with("task_agent", model).send("Go");

    assertThat(String.valueOf(lastResult(model.requests().get(5)).value())).contains("Apollo");
  }

  @Test
  void twoMayWaitAndNobodyIsAskedInACircle() {
    ScriptedModel model =
        new ScriptedModel(
            asks("note_agent"),
            asks("project_agent"),
            says("Third."),
            asks("task_agent"),
            says("Second."),
            says("First."));

    Chat.with("task_agent", model).send("Go");

    assertThat(tools(model.requests().get(0))).contains("call_agent");
    assertThat(tools(model.requests().get(1))).contains("call_agent");
    assertThat(tools(model.requests().get(2))).as("at depth 2").doesNotContain("call_agent");
    assertThat(lastResult(model.requests().get(4)).failed())
        .as("the second cannot ask the first, which waits for it")
        .isTrue();
    assertThat(model.requests()).hasSize(6);
  }

  @Test
  void aRequestHasOnlySoManyCalls() {
    ScriptedModel model =
        ScriptedModel.always((request, onText) -> {
          boolean canAsk = tools(request).contains("call_agent");
          return (canAsk
                  ? calls(askFirst(request), askFirst(request), askFirst(request))
                  : calls(call("no_such_tool")))
              .answer(request, onText);
        });

    ChatAnswer answer = Chat.with("task_agent", model).send("Go round in circles");

    assertThat(answer.finishReason()).isEqualTo(FinishReason.MAX_STEPS);
    assertThat(model.requests()).as("and one of the router").hasSize(22);
  }

  private static ToolCall askFirst(ModelRequest request) {
    String agent = request.tools().getLast().parameters().get(0).choices().get(0);
    return call("call_agent", "agent", agent, "message", "Go on");
  }

  @Test
  void whatOneModelHasReadTheOtherHasNot() {
    ScriptedModel model =
        new ScriptedModel(
            calls(call("get_note", "note_id", "n1")),
            asks("task_agent"),
            calls(call("call_agent", "agent", "project_agent", "message", "Hm")),
            says("Nothing."),
            says("Nothing either."),
            calls(call("update_note", "note_id", "n1", "content", "old and new")),
            says("Done."));
    Chat chat = Chat.with("note_agent", model);

    ChatAnswer answer = chat.send("Extend the note", Chat.withNote("old"));

    assertThat(answer.actions()).as("what it read before, it still knows").hasSize(1);
  }

  @Test
  void aNoteThatAnotherWroteHasToBeReadAgain() {
    ScriptedModel model =
        new ScriptedModel(
            asks("note_agent"),
            calls(call("get_note", "note_id", "n1")),
            calls(call("update_note", "note_id", "n1", "content", "old and new")),
            says("Written."),
            asks("note_agent"),
            calls(call("update_note", "note_id", "n1", "content", "blind")),
            says("I cannot."),
            says("Done."));

    ChatAnswer answer = Chat.with("task_agent", model).send("Go", Chat.withNote("old"));

    assertThat(answer.actions()).extracting(Action::type).hasSize(1);
    assertThat(Chat.errorIn(lastResult(model.requests().get(6)))).contains("get_note");
  }
}
