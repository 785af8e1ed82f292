package com.adiuva.application.chat;

import static com.adiuva.application.chat.ScriptedModel.call;
import static com.adiuva.application.chat.ScriptedModel.calls;
import static com.adiuva.application.chat.ScriptedModel.routesTo;
import static com.adiuva.application.chat.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.FinishReason;
import com.adiuva.domain.chat.model.ToolSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which agents work for whom.
class TierTest {
  private static final String HINT =
      "Milestones and timelines are part of the Pro tier and above, and your tier is Free, so"
          + " nothing was done about that. Upgrade to Pro to use it.";

  @Test
  void aTimelineRequestOfAFreeUserIsAnsweredWithAHint() {
    ScriptedModel model = new ScriptedModel();
    Chat chat = new Chat(new ScriptedModel(routesTo("timeline_agent")), model).of(Tier.FREE);

    ChatAnswer answer = chat.send("Add a milestone");

    assertThat(answer.response()).isEqualTo(HINT);
    assertThat(answer.actions()).isEmpty();
    assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(model.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"task_agent", "project_agent", "note_agent"})
  void aFreeUserHasTheOtherThree(String agent) {
    Chat chat =
        new Chat(new ScriptedModel(routesTo(agent)), new ScriptedModel(says("Hello.")))
            .of(Tier.FREE);

    assertThat(chat.send("Hi").response()).isEqualTo("Hello.");
  }

  @ParameterizedTest
  @EnumSource(names = "FREE", mode = EnumSource.Mode.EXCLUDE)
  void whoPaysHasAll(Tier tier) {
    Chat chat =
        new Chat(new ScriptedModel(routesTo("timeline_agent")), new ScriptedModel(says("Hello.")))
            .of(tier);

    assertThat(chat.send("Hi").agent()).isEqualTo("timeline_agent");
  }

  @Test
  void theOthersOfAPipelineWorkAndTheHintFollows() {
    ScriptedModel model =
        new ScriptedModel(calls(call("create_task", "title", "A")), says("Created A."));
    Chat chat =
        new Chat(new ScriptedModel(routesTo("timeline_agent", "task_agent")), model).of(Tier.FREE);

    ChatAnswer answer = chat.send("Add a milestone and a task A");

    assertThat(answer.response()).isEqualTo("Created A.\n\n" + HINT);
    assertThat(answer.actions()).extracting(Action::table).containsExactly("tasks");
    assertThat(answer.agent()).isEqualTo("task_agent");
  }

  @Test
  void aModelThatInsistsReachesNoOtherAgentsTools() {
    ScriptedModel model =
        new ScriptedModel(
            calls(
                call("create_timeline", "project_id", "p", "title", "Beta", "date", 1L),
                call("call_agent", "agent", "timeline_agent", "message", "Add Beta")),
            says("I cannot do that."));
    Chat chat = new Chat(new ScriptedModel(routesTo("task_agent")), model).of(Tier.FREE);

    assertThat(chat.send("Add a milestone").actions()).isEmpty();
    ToolSpec callAgent =
        model.requests().get(0).tools().stream()
            .filter(tool -> tool.name().equals("call_agent"))
            .findFirst()
            .orElseThrow();
    assertThat(callAgent.jsonSchema().fields().toString()).doesNotContain("timeline_agent");
    assertThat(model.requests()).as("two rounds of one agent").hasSize(2);
  }

  @Test
  void anAgentThatAHostCallsIsHeldAgainstTheTierToo() {
    Chat chat = new Chat(new ScriptedModel(), new ScriptedModel()).of(Tier.FREE);

    assertThat(chat.call("timeline_agent", "Add a milestone").response()).isEqualTo(HINT);
  }
}
