package com.adiuva.application.chat;

import static com.adiuva.application.chat.ScriptedModel.call;
import static com.adiuva.application.chat.ScriptedModel.calls;
import static com.adiuva.application.chat.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.ExecutionMode;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.model.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A host may let an agent work without asking the router.
class AgentCallTest {
  private final ScriptedModel router = new ScriptedModel();

  @Test
  void theAgentWorksWithItsToolsAndTheRouterIsNotAsked() {
    ScriptedModel model =
        new ScriptedModel(calls(call("create_note", "title", "T", "content", "C")), says("Done."));
    Chat chat = new Chat(router, model);

    ChatAnswer answer = chat.call("note_agent", "Write it down");

    assertThat(chat.kinds()).isEqualTo("AgentStarted ActionRequested Delta Done");
    assertThat(answer.agent()).isEqualTo("note_agent");
    assertThat(answer.actions()).extracting(Action::table).containsExactly("notes");
    assertThat(answer.usage()).isEqualTo(ScriptedModel.PER_CALL.plus(ScriptedModel.PER_CALL));
    assertThat(router.requests()).isEmpty();
  }

  @Test
  void aHostsOwnAgentCanBeCalled() {
    AgentRegistry registry = new AgentRegistry();
    registry.register(new Agent("host_agent", "Ours.", "Our prompt.", List.of()));
    ScriptedModel model = new ScriptedModel(says("Hello."));

    assertThat(new Chat(router, model, registry).call("host_agent", "Hi").response())
        .isEqualTo("Hello.");
    Message first = model.requests().getFirst().messages().get(0);
    assertThat(((Message.Instructions) first).text()).endsWith("\nOur prompt.");
  }

  @Test
  void anUnknownNameIsRefused() {
    Chat chat = new Chat(router, new ScriptedModel());

    assertThatThrownBy(() -> chat.call("other_agent", "Hi"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other_agent");
    assertThat(chat.events).isEmpty();
  }

  @Test
  void plansAreNotMadeHere() {
    Chat chat = new Chat(router, new ScriptedModel());
    ChatRequest request = new ChatRequest("Hi", ChatContext.empty(Chat.ZONE), ExecutionMode.PLAN);

    assertThatThrownBy(() ->
            chat.assistant()
                .call("task_agent", Chat.CALLER, request, event -> {}, chat.cancellation))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
