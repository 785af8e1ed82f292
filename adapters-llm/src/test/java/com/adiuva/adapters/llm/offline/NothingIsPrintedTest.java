package com.adiuva.adapters.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.llm.conversation.Conversation;
import com.adiuva.adapters.llm.conversation.Facts;
import com.adiuva.adapters.llm.conversation.Known;
import com.adiuva.adapters.llm.conversation.Mention;
import com.adiuva.adapters.llm.steps.Step;
import com.adiuva.adapters.llm.text.Token;
import com.adiuva.adapters.llm.wishes.Reference;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a user wrote must not come into a log by way of a string.
final class NothingIsPrintedTest {
  private static final JsonObject DATA =
      JsonObject.builder()
          .put("user_profile", JsonObject.builder().put("name", "secret").build())
          .put("projects", List.of(JsonObject.builder().put("name", "secret").build()))
          .build();

  @Test
  void ofTheTypesThatHoldContent() {
    List<Message> messages =
        List.of(new Message.Instructions("secret", DATA), new Message.FromUser("secret"));
    Known known = new Known(Topic.TASK, "t1", "secret");
    List<Object> all =
        List.of(
            Conversation.of(messages),
            Facts.of(DATA),
            known,
            new Mention(Topic.TASK, "secret"),
            new Reference.Named("secret"),
            new Step.Say("secret", known),
            new Step.Call(List.of(new ToolCall("c", "list_tasks", DATA)), known),
            new Plan(List.of(), "secret"),
            new Token(Token.Kind.WORD, "secret", "secret", 0, 6));
    assertThat(all).allSatisfy(value -> assertThat(value.toString()).doesNotContain("secret"));
  }
}
