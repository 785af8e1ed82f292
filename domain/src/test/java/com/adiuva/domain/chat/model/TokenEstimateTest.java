package com.adiuva.domain.chat.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.shared.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenEstimateTest {
  private static final JsonObject ARGUMENTS =
      JsonObject.builder().put("title", "x".repeat(400)).build();

  private static ModelRequest request(List<ToolSpec> tools, Message... messages) {
    return new ModelRequest(List.of(messages), tools, null, Duration.ofSeconds(1));
  }

  @Test
  void isAQuarterOfTheBytesRoundedUp() {
    assertThat(TokenEstimate.of("")).isZero();
    assertThat(TokenEstimate.of("a")).isEqualTo(1);
    assertThat(TokenEstimate.of("abcde")).isEqualTo(2);
    assertThat(TokenEstimate.of("文字文字")).isEqualTo(3);
  }

  @Test
  void countsAllThatIsSent() {
    Message instructions = new Message.Instructions("i".repeat(400), ARGUMENTS);
    long bare = TokenEstimate.of(request(List.of(), instructions));
    assertThat(bare).isBetween(200L, 215L);
    ToolCall call = new ToolCall("1", "find", ARGUMENTS);
    long full =
        TokenEstimate.of(
            request(
                List.of(new ToolSpec("find", "d".repeat(400), List.of())),
                instructions,
                new Message.FromUser("u".repeat(400)),
                new Message.FromModel("m".repeat(400), List.of(call)),
                new Message.ToolResult("1", "find", List.of("r".repeat(400)), false)));
    assertThat(full - bare).isBetween(500L, 530L);
  }

  @Test
  void countsAllThatCameBack() {
    Completion completion =
        new Completion(
            "t".repeat(40),
            List.of(new ToolCall("1", "find", ARGUMENTS), new ToolCall("2", "find", null)),
            ARGUMENTS,
            false,
            Usage.NONE);
    assertThat(TokenEstimate.of(completion)).isBetween(212L, 225L);
  }
}
