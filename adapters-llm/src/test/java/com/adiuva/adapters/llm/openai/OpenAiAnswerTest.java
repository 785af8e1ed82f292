package com.adiuva.adapters.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.shared.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is made of an answer, however odd.
final class OpenAiAnswerTest {
  private final OpenAiFixture fixture = new OpenAiFixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void passesTextOnAsItIs() {
    fixture.provider.reply(Reply.text("Zażółć ", "", "🚀\n", " {\"done\":true}"));
    Completion completion = fixture.ask();
    assertThat(fixture.pieces).containsExactly("Zażółć ", "🚀\n", " {\"done\":true}");
    assertThat(completion.text()).isEqualTo("Zażółć 🚀\n {\"done\":true}");
    assertThat(completion.usage()).isEqualTo(new Usage(Reply.INPUT_TOKENS, Reply.OUTPUT_TOKENS));
  }

  @Test
  void knowsThatTheModelRanOutOfRoom() {
    fixture.provider.reply(Reply.stream().piece("It was").finish("length").done());
    Completion completion = fixture.ask();
    assertThat(completion.truncated()).isTrue();
    assertThat(completion.usage()).isEqualTo(Usage.NONE);
  }

  @Test
  void takesSeveralCallsBesideText() {
    fixture.provider.reply(
        Reply.stream()
            .piece("I will.")
            .toolCall(0, "a", "create_task", "{\"title\":\"One\"}")
            .toolCall(1, "b", "create_task", "{\"title\":\"Two\",\"due_date\":1767225600000}")
            .finish("tool_calls")
            .done());
    Completion completion = fixture.ask();
    assertThat(completion.text()).isEqualTo("I will.");
    assertThat(completion.toolCalls())
        .containsExactly(
            call("a", JsonObject.builder().put("title", "One").build()),
            call(
                "b",
                JsonObject.builder().put("title", "Two").put("due_date", 1767225600000L).build()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"title\":",
        "[1]",
        "\"title\"",
        "null",
        "{} {}",
        "{\"title\":\"a\",\"title\":\"b\"}",
        "{\"due_date\":1e999999999}",
        "{\"due_date\":123456789012345678901234567890}",
        "{'title':'a'}",
        "{\"title\":NaN}"
      })
  void saysWhenArgumentsAreNotAnObject(String arguments) {
    fixture.provider.reply(Reply.call("create_task", arguments));
    assertThat(fixture.ask().toolCalls()).containsExactly(call("call_1", null));
  }

  @Test
  void refusesArgumentsNestedWithoutEnd() {
    fixture.provider.reply(Reply.call("create_task", "{\"a\":" + "[".repeat(50_000)));
    assertThat(fixture.ask().toolCalls()).containsExactly(call("call_1", null));
  }

  @Test
  void takesNoArgumentsForAnEmptyObject() {
    fixture.provider.reply(Reply.call("create_task", ""));
    assertThat(fixture.ask().toolCalls()).containsExactly(call("call_1", JsonObject.empty()));
  }

  @Test
  void passesUnknownToolsAndWrongTypesOn() {
    fixture.provider.reply(Reply.call("drop table", "{\"title\":5,\"x\":null}"));
    assertThat(fixture.ask().toolCalls())
        .containsExactly(
            new ToolCall(
                "call_1",
                "drop table",
                JsonObject.builder().put("title", 5).put("x", null).build()));
  }

  @Test
  void givesCallsIdsWhereTheServerDoesNot() {
    fixture.provider.reply(
        Reply.stream()
            .toolCall(0, null, "create_task", "{}")
            .toolCall(1, "same", "create_task", "{}")
            .toolCall(2, "same", "create_task", "{}")
            .toolCall(3, "earlier", "create_task", "{}")
            .toolCall(4, " ", "create_task", "{}")
            .finish("tool_calls")
            .done());
    ModelRequest request =
        new ModelRequest(
            List.of(
                new Message.Instructions("Help.", JsonObject.empty()),
                new Message.FromModel("", List.of(call("earlier", JsonObject.empty()))),
                new Message.ToolResult("earlier", "create_task", null, false)),
            List.of(OpenAiFixture.CREATE_TASK),
            null,
            Duration.ofSeconds(10));
    List<ToolCall> calls = fixture.ask(request).toolCalls();
    assertThat(calls).extracting(ToolCall::id).hasSize(5).doesNotHaveDuplicates();
    assertThat(calls).extracting(ToolCall::id).contains("same").doesNotContain("earlier", " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"task_agent", "[\"task_agent\"]", "{\"title\":\"a\"} or so", "{", ""})
  void hasNoStructureWhenTheFormIsIgnored(String answer) {
    fixture.provider.replyToForm(Reply.text(answer));
    Completion completion =
        fixture.ask(
            LanguageModelContract.request(
                "Hello", OpenAiFixture.CREATE_TASK, Duration.ofSeconds(10)));
    assertThat(completion.structured()).isNull();
    assertThat(completion.text()).isEqualTo(answer);
    assertThat(fixture.pieces).isEmpty();
  }

  @Test
  void acceptsAServerThatForgetsTheReasonOrTheMark() {
    fixture.provider.reply(
        Reply.stream().piece("a").done(), Reply.stream().piece("b").finish("stop"));
    assertThat(fixture.ask().text()).isEqualTo("a");
    assertThat(fixture.ask().text()).isEqualTo("b");
  }

  @Test
  void doesNotWaitForAServerThatKeepsTheStreamOpenAfterTheMark() throws Exception {
    fixture.provider.reply(Reply.text("a").hang());
    assertThat(fixture.ask().text()).isEqualTo("a");
    assertThat(fixture.received().closed()).succeedsWithin(Duration.ofSeconds(1));
  }

  @Test
  void aConnectionThatBreaksAfterTheMarkSpoilsNothing() {
    for (int i = 0; i < 20; i++) {
      fixture.provider.reply(Reply.text("a").cut());
      assertThat(fixture.ask().text()).isEqualTo("a");
    }
  }

  private static ToolCall call(String id, @Nullable JsonObject arguments) {
    return new ToolCall(id, "create_task", arguments);
  }
}
