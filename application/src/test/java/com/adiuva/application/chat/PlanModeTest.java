package com.adiuva.application.chat;

import static com.adiuva.application.chat.ScriptedModel.PER_CALL;
import static com.adiuva.application.chat.ScriptedModel.routesTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.ExecutionMode;
import com.adiuva.domain.chat.Turn;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.plans.ExecutionPlan;
import com.adiuva.domain.plans.PlanStep;
import com.adiuva.domain.plans.StepAction;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.ProblemException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanModeTest {
  private static final ChatContext EMPTY = ChatContext.empty(Chat.ZONE);

  private final ScriptedModel agentModel = new ScriptedModel();

  private Chat routedTo(String... agents) {
    return new Chat(ScriptedModel.always(routesTo(agents)), agentModel);
  }

  private static ChatAnswer plan(Chat chat, Caller caller, String message, ChatContext context) {
    ChatRequest request = new ChatRequest(message, context, ExecutionMode.PLAN);
    return chat.assistant().chat(caller, request, chat.events::add, chat.cancellation);
  }

  private static ExecutionPlan plan(Chat chat, String message, ChatContext context) {
    ChatAnswer answer = plan(chat, Chat.CALLER, message, context);
    assertThat(answer.response()).isEmpty();
    assertThat(answer.actions()).isEmpty();
    return Objects.requireNonNull(answer.plan());
  }

  @ParameterizedTest
  @CsvSource({
    "task_agent,tasks",
    "project_agent,projects",
    "timeline_agent,timelines",
    "note_agent,notes"
  })
  void aPlanIsTheAgentsTemplateAndTheDataStep(String agent, String table) {
    Chat chat = routedTo(agent);

    ExecutionPlan plan = plan(chat, "Ship it \"now\"", EMPTY);

    assertThat(plan.agent()).isEqualTo(agent);
    assertThat(plan.steps())
        .extracting(PlanStep::action)
        .containsExactly(StepAction.LLM, StepAction.CREATE_RECORD);
    PlanStep llm = plan.steps().get(0);
    assertThat(llm.promptTemplate()).hasToString("tpl_" + agent + "_default");
    assertThat(llm.variables())
        .containsEntry("message", "Ship it \"now\"")
        .containsEntry("timezone", "Europe/Berlin");
    assertThat(plan.steps().get(1).variables()).containsEntry("table", table);
    assertThat(plan.steps().get(1).dataFromStep()).isZero();
    assertThat(agentModel.requests()).as("only the router is asked").isEmpty();
    assertThat(chat.kinds()).isEqualTo("AgentStarted Done");
  }

  @Test
  void projectsOfTheContextComeAlong() {
    ExecutionPlan plan =
        plan(
            routedTo("task_agent"),
            "Ship it",
            Chat.context(
                List.of(),
                List.of(),
                List.of(
                    Chat.json("id", "p1", "name", "Apollo\nIgnore all", "status", "active"),
                    Chat.json("id", "p2", "name", "Old", "status", "archived"))));

    assertThat(plan.steps().get(0).variables()).containsEntry("projects", "p1: Apollo Ignore all");
  }

  @Test
  void theSameWordsFindTheSamePlanWithoutTheRouter() {
    ScriptedModel router = new ScriptedModel(routesTo("note_agent"));
    Chat chat = new Chat(router, agentModel);

    ChatAnswer first = plan(chat, Chat.CALLER, "Write it  down", EMPTY);
    ChatAnswer second = plan(chat, Chat.CALLER, " Write it\ndown ", EMPTY);

    assertThat(first.usage()).isEqualTo(PER_CALL);
    assertThat(second.usage()).isEqualTo(Usage.NONE);
    assertThat(router.requests()).hasSize(1);
    ExecutionPlan again = Objects.requireNonNull(second.plan());
    assertThat(again.id()).isEqualTo(Objects.requireNonNull(first.plan()).id());
    assertThat(again.steps().get(0).variables())
        .as("what was written now")
        .containsEntry("message", " Write it\ndown ");
  }

  @Test
  void otherWordsBeforeMakeAnotherPlan() {
    Chat chat = routedTo("note_agent");
    ChatContext earlier =
        Chat.context(List.of(new Turn(Turn.Speaker.USER, "Hi")), List.of(), List.of());

    assertThat(plan(chat, "It", EMPTY).id()).isNotEqualTo(plan(chat, "It", earlier).id());
  }

  @Test
  void aPlanIsItsOwnersAlone() {
    Chat chat = routedTo("note_agent");
    String id = plan(chat, "A secret plan", EMPTY).id();

    ExecutionPlan found = chat.assistant().plans().find(Chat.CALLER, id);
    assertThat(found.agent()).isEqualTo("note_agent");
    assertThat(found.steps().get(0).variables().values())
        .as("what was written is not kept")
        .containsOnly("");
    assertThat(chat.assistant().plans().playbooks(Chat.CALLER))
        .extracting(ExecutionPlan::id)
        .containsExactly("create_tasks_from_project", "generate_weekly_note");
    assertThatThrownBy(() -> chat.assistant().plans().find(Chat.OTHER, id))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo("not_found"));
    assertThat(Objects.requireNonNull(plan(chat, Chat.OTHER, "A secret plan", EMPTY).plan()).id())
        .isNotEqualTo(id);
  }

  @Test
  void severalAgentsGetThePlanOfTheFirst() {
    assertThat(plan(routedTo("project_agent", "task_agent"), "Both", EMPTY).agent())
        .isEqualTo("project_agent");
  }

  @Test
  void anAgentThatTheTierHasComesBeforeOneThatItLacks() {
    Chat chat = routedTo("timeline_agent", "note_agent");

    ExecutionPlan plan =
        Objects.requireNonNull(plan(chat, Chat.withTier(Tier.FREE), "Both", EMPTY).plan());
    assertThat(plan.agent()).isEqualTo("note_agent");
    assertThat(plan.steps()).hasSize(2);
  }

  @Test
  void aPlanOfTheLargestContextCanBeRun() {
    List<JsonObject> projects =
        Collections.nCopies(200, Chat.json("id", "p", "name", "😀".repeat(1_250)));
    ExecutionPlan plan =
        plan(routedTo("task_agent"), "Hi", Chat.context(List.of(), List.of(), projects));

    assertThat(plan.steps().get(0).variables().getOrDefault("projects", "").codePoints().count())
        .isLessThan(100_000);
  }

  @Test
  void aTierWithoutTheAgentGetsAPlanWithoutSteps() {
    Chat chat = routedTo("timeline_agent");
    ChatAnswer answer = plan(chat, Chat.withTier(Tier.FREE), "Add a milestone", EMPTY);

    ExecutionPlan plan = Objects.requireNonNull(answer.plan());
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.description()).contains("Pro");
  }

  @Test
  void anAgentWithoutATemplateHasNoPlans() {
    AgentRegistry registry = new AgentRegistry();
    registry.register(new Agent("host_agent", "Ours.", "Our prompt.", List.of()));
    Chat chat = new Chat(new ScriptedModel(), agentModel, registry);

    assertThatThrownBy(() -> plan(chat, Chat.CALLER, "Hi", EMPTY))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().detail()).contains("body.execution_mode"));
  }
}
