package com.adiuva.domain.chat.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.shared.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AgentContextTest {

  @Test
  void skillsAreWhatTheProfileLists() {
    AgentContext context =
        new AgentContext(
            new UserId(new UUID(1, 2)),
            new ChatContext(
                JsonObject.builder().put("skills", List.of("java", 7, "sql")).build(),
                ZoneId.of("UTC"),
                Locale.ENGLISH,
                List.of("document"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()),
            Instant.EPOCH,
            () -> "id");

    assertThat(context.skills()).containsExactly("java", "sql");
    assertThat(context.relevantDocuments()).containsExactly("document");
    assertThat(context.newId()).isEqualTo("id");
    context.memory().put("seen", true);
    assertThat(context.memory()).containsEntry("seen", true);
  }

  @Test
  void contentIsNeverPrinted() {
    assertThat(new ToolOutcome.Found("secret").toString()).doesNotContain("secret");
    assertThat(new Agent("a", "d", "secret", List.of()).toString()).doesNotContain("secret");
  }
}
