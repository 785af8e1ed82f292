package com.adiuva.application.chat;

import static com.adiuva.application.chat.ScriptedModel.PER_CALL;
import static com.adiuva.application.chat.ScriptedModel.fails;
import static com.adiuva.application.chat.ScriptedModel.routesTo;
import static com.adiuva.application.chat.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.Turn;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

  @ParameterizedTest
  @ValueSource(strings = {"task_agent", "project_agent", "timeline_agent", "note_agent"})
  void eachAgentCanBeChosen(String name) {
    Chat chat =
        new Chat(new ScriptedModel(routesTo(name, name)), new ScriptedModel(says("Hello.")));

    assertThat(chat.send("Hi").agent()).isEqualTo(name);
  }

  static Stream<ScriptedModel.Step> nonsense() {
    return Stream.of(
        routesTo(),
        routesTo("evil_agent"),
        routesTo("project_agent", "evil_agent"),
        structured(JsonObject.empty()),
        structured(Chat.json("agents", "project_agent")),
        structured(Chat.json("agents", List.of("project_agent"), "reason", "because")),
        structured(Chat.json("agents", List.of(1, 2))),
        (request, onText) ->
            new Completion("x".repeat(10_000_000), List.of(), null, false, PER_CALL),
        fails(new Problem.LlmFailed()));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void nonsenseFallsBackToTheTaskAgent(ScriptedModel.Step answer) {
    Chat chat = new Chat(new ScriptedModel(answer), new ScriptedModel(says("Hello.")));

    assertThat(chat.send("Hi").agent()).isEqualTo("task_agent");
  }

  static Stream<Problem> outages() {
    return Stream.of(new Problem.LlmUnavailable(), new Problem.LlmTimeout());
  }

  @ParameterizedTest
  @MethodSource("outages")
  void aRouterThatCannotBeReachedFailsTheRequest(Problem problem) {
    Chat chat = new Chat(new ScriptedModel(fails(problem)), new ScriptedModel());

    assertThatThrownBy(() -> chat.send("Hi"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  @Test
  void theRouterIsGivenTheNamesTheLastTurnsAndAForm() {
    ScriptedModel router = new ScriptedModel(routesTo("note_agent"));
    List<Turn> history = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      history.add(new Turn(Turn.Speaker.USER, "turn " + i));
    }

    new Chat(router, new ScriptedModel(says("Hello.")))
        .send("Hi", Chat.context(history, List.of(), List.of()));

    ModelRequest request = router.requests().get(0);
    assertThat(request.messages()).hasSize(8);
    assertThat(request.messages().get(1)).isEqualTo(new Message.FromUser("turn 14"));
    assertThat(request.messages().getLast()).isEqualTo(new Message.FromUser("Hi"));
    assertThat(((Message.Instructions) request.messages().get(0)).data().objects("agents"))
        .extracting(agent -> agent.text("name").orElseThrow())
        .containsExactly("task_agent", "project_agent", "timeline_agent", "note_agent");
    assertThat(request.tools()).isEmpty();
    ToolSpec form = Objects.requireNonNull(request.answerForm());
    assertThat(form.name()).isEqualTo("route");
    Parameter agents = form.parameters().get(0);
    assertThat(agents.name()).isEqualTo("agents");
    assertThat(agents.type()).isEqualTo(Parameter.Type.STRING_LIST);
    assertThat(agents.required()).isTrue();
    assertThat(agents.choices())
        .containsExactly("task_agent", "project_agent", "timeline_agent", "note_agent");
  }

  @Test
  void oneAgentNeedsNoRouter() {
    AgentRegistry registry = new AgentRegistry();
    registry.register(new Agent("host_agent", "Ours.", "Prompt.", List.of()));

    ChatAnswer answer =
        new Chat(new ScriptedModel(), new ScriptedModel(says("Hello.")), registry).send("Hi");

    assertThat(answer.agent()).isEqualTo("host_agent");
    assertThat(answer.usage()).isEqualTo(new Usage(10, 1));
  }

  @Test
  void aHostsOwnAgentCanBeChosen() {
    AgentRegistry registry = AgentRegistry.withBuiltInAgents();
    registry.register(new Agent("host_agent", "Ours.", "Prompt.", List.of()));

    Chat chat =
        new Chat(
            new ScriptedModel(routesTo("host_agent")), new ScriptedModel(says("Hello.")), registry);

    assertThat(chat.send("Hi").agent()).isEqualTo("host_agent");
  }

  @Test
  void anEmptyRegistryIsAProgrammingError() {
    Chat chat = new Chat(new ScriptedModel(), new ScriptedModel(), new AgentRegistry());

    assertThatThrownBy(() -> chat.send("Hi")).isInstanceOf(IllegalStateException.class);
  }

  private static ScriptedModel.Step structured(JsonObject answer) {
    return (request, onText) -> new Completion("", List.of(), answer, false, PER_CALL);
  }
}
