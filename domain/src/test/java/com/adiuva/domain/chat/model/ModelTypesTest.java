package com.adiuva.domain.chat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.shared.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTypesTest {
  private static final JsonObject SECRET = JsonObject.builder().put("a", "secret").build();
  private static final Message INSTRUCTIONS = new Message.Instructions("secret", SECRET);
  private static final ToolSpec TOOL = new ToolSpec("tool", "A tool.", List.of());

  @Test
  void aRequestBeginsWithInstructions() {
    Message user = new Message.FromUser("Hi");

    assertThatIllegalArgumentException().isThrownBy(() -> request(List.of(), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request(List.of(user, INSTRUCTIONS), List.of()));
    assertThat(request(List.of(INSTRUCTIONS, user), List.of(TOOL)).tools()).containsExactly(TOOL);
  }

  @Test
  void aSchemaBoundAnswerGoesWithoutTools() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new ModelRequest(List.of(INSTRUCTIONS), List.of(TOOL), TOOL, Duration.ofSeconds(1)));
  }

  @Test
  void contentIsNeverPrinted() {
    ToolCall call = new ToolCall("c1", "secret", SECRET);
    List<Object> all =
        List.of(
            INSTRUCTIONS,
            new Message.FromUser("secret"),
            new Message.FromModel("secret", List.of(call)),
            new Message.ToolResult("c1", "tool", SECRET.fields(), true),
            call,
            new Completion("secret", List.of(call), SECRET, false, Usage.NONE),
            request(List.of(INSTRUCTIONS), List.of()));

    assertThat(all).allSatisfy(value -> assertThat(value.toString()).doesNotContain("secret"));
  }

  private static ModelRequest request(List<Message> messages, List<ToolSpec> tools) {
    return new ModelRequest(messages, tools, null, Duration.ofSeconds(1));
  }
}
