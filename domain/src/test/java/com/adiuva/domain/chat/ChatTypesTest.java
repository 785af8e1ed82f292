package com.adiuva.domain.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.JsonObject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChatTypesTest {
  private static final ChatContext CONTEXT = ChatContext.empty(ZoneId.of("UTC"));
  private static final JsonObject SECRET = JsonObject.builder().put("title", "secret").build();
  private static final Action ACTION =
      new Action(Action.Type.CREATE_RECORD, "tasks", SECRET, "task_agent");

  @Test
  void aMessageHasOneTo32000CodePoints() {
    assertThat(request("😀".repeat(32_000)).message()).hasSize(64_000);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> request("a".repeat(32_001)))
        .satisfies(e -> assertThat(e.type()).isEqualTo("string_too_long"));
    for (String blank : List.of("", " ", "\n\t")) {
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(() -> request(blank))
          .satisfies(e -> assertThat(e.type()).isEqualTo("string_too_short"));
    }
  }

  @Test
  void aDeltaHasText() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ChatEvent.Delta(""));
    assertThat(new ChatEvent.Delta(" ").text()).isEqualTo(" ");
  }

  @Test
  void namesOnTheWireAreLowerCase() {
    assertThat(Stream.of(Action.Type.values()).map(Action.Type::wireName))
        .containsExactly(
            "create_record",
            "update_record",
            "delete_record",
            "index_document",
            "send_notification",
            "call_agent");
    assertThat(Stream.of(FinishReason.values()).map(FinishReason::wireName))
        .containsExactly("stop", "max_steps", "cancelled", "length");
  }

  @Test
  void namesOnTheWireDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(Action.Type.INDEX_DOCUMENT.wireName()).isEqualTo("index_document");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void usageAddsUp() {
    assertThat(new Usage(1, 2).plus(new Usage(10, 20)).plus(Usage.NONE))
        .isEqualTo(new Usage(11, 22));
  }

  @Test
  void listsAreCopied() {
    List<Action> actions = new ArrayList<>(List.of(ACTION));
    ChatAnswer answer = answer(actions);
    actions.clear();

    assertThat(answer.actions()).containsExactly(ACTION);
  }

  @Test
  void contentIsNeverPrinted() {
    ChatContext context =
        new ChatContext(
            SECRET,
            ZoneId.of("UTC"),
            Locale.ENGLISH,
            List.of("secret"),
            List.of(new Turn(Turn.Speaker.USER, "secret")),
            List.of(SECRET),
            List.of(SECRET),
            List.of(SECRET),
            List.of(SECRET),
            List.of(SECRET));
    List<Object> all =
        List.of(
            context,
            new ChatRequest("secret", context, ExecutionMode.DIRECT),
            ACTION,
            answer(List.of(ACTION)),
            new ChatEvent.Delta("secret"),
            new ChatEvent.ActionRequested(ACTION),
            new ChatEvent.Done(answer(List.of(ACTION))),
            new Turn(Turn.Speaker.USER, "secret"),
            new ToolOutcome.Refused("secret"));

    assertThat(all).allSatisfy(value -> assertThat(value.toString()).doesNotContain("secret"));
  }

  private static ChatRequest request(String message) {
    return new ChatRequest(message, CONTEXT, ExecutionMode.DIRECT);
  }

  private static ChatAnswer answer(List<Action> actions) {
    return new ChatAnswer("secret", actions, "task_agent", FinishReason.STOP, Usage.NONE);
  }
}
