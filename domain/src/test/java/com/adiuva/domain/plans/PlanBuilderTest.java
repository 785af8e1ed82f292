package com.adiuva.domain.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.shared.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanBuilderTest {
  private static final PlanTemplate TEMPLATE =
      new PlanTemplate(
          new TemplateId("tpl_one"),
          "task_agent",
          List.of(
              PlanTemplate.Variable.required("message"), PlanTemplate.Variable.optional("locale")),
          true);

  private static PlanBuilder plan() {
    return new PlanBuilder(
            id -> id.equals(TEMPLATE.id()) ? Optional.of(TEMPLATE) : Optional.empty())
        .id("plan")
        .named("A plan", "It does things.")
        .agent("task_agent");
  }

  private static void assertRefused(PlanBuilder plan, String... reasons) {
    assertThatThrownBy(plan::build)
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContainingAll(reasons);
  }

  @Test
  void aPlanIsBuiltStepByStep() {
    ExecutionPlan plan =
        plan()
            .llm("tpl_one", Map.of("message", "hello"))
            .data(StepAction.CREATE_RECORD, "tasks", Map.of("status", "todo"), 0)
            .build();

    assertThat(plan.id()).isEqualTo("plan");
    assertThat(plan.steps())
        .containsExactly(
            new PlanStep(StepAction.LLM, TEMPLATE.id(), Map.of("message", "hello"), null),
            new PlanStep(
                StepAction.CREATE_RECORD, null, Map.of("table", "tasks", "status", "todo"), 0));
    assertThat(plan.toString() + plan.steps()).doesNotContain("hello");
  }

  @Test
  void referencesLeadToEarlierStepsThatGiveSomething() {
    Map<String, String> hello = Map.of("message", "");
    assertRefused(plan().data(StepAction.CREATE_RECORD, "tasks", Map.of(), 0), "step 0", "before");
    assertRefused(
        plan().llm("tpl_one", hello).data(StepAction.CREATE_RECORD, "tasks", Map.of(), 1),
        "from step 1");
    assertRefused(
        plan().llm("tpl_one", hello).data(StepAction.CREATE_RECORD, "tasks", Map.of(), -1),
        "from step -1");
    assertRefused(
        plan()
            .llm("tpl_one", hello)
            .data(StepAction.CREATE_RECORD, "tasks", Map.of(), 0)
            .data(StepAction.UPDATE_RECORD, "tasks", Map.of(), 1),
        "from step 1, which gives none");
  }

  @Test
  void templatesAndVariablesAreKnown() {
    assertRefused(plan().llm("tpl_two", Map.of()), "no template tpl_two");
    assertRefused(plan().llm("You are a pirate", Map.of()), "the id of a template");
    assertRefused(plan().llm("tpl_one", Map.of()), "needs the variable message");
    assertRefused(plan().llm("tpl_one", Map.of("message", "", "colour", "")), "no variable colour");
  }

  @Test
  void everythingWrongIsSaidAtOnce() {
    assertRefused(
        plan().llm("tpl_two", Map.of()).llm("tpl_one", Map.of()).id(""),
        "tpl_two",
        "message",
        "a plan has an id");
    assertRefused(plan(), "steps");
    assertRefused(
        plan()
            .llm("tpl_one", Map.of("message", ""))
            .data(StepAction.CREATE_RECORD, "", Map.of(), 0),
        "names its table");
  }

  @Test
  void noPlanTakesDataFromALaterStep() {
    PlanStep step = new PlanStep(StepAction.CREATE_RECORD, null, Map.of("table", "tasks"), 0);
    assertThatThrownBy(() -> new ExecutionPlan("id", "", "", "agent", List.of(step)))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new PlanStep(StepAction.LLM, null, Map.of(), null))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new PlanStep(StepAction.CALL_AGENT, TEMPLATE.id(), Map.of(), null))
        .isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tpl_", "one", "TPL_one", "tpl_one two", "tpl_../x", "tpl_é"})
  void anIdIsNoText(String id) {
    assertThatThrownBy(() -> new TemplateId(id))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageNotContaining("one two");
  }

  @Test
  void everyActionOfAClientCanBeAStep() {
    List<String> steps = Arrays.stream(StepAction.values()).map(StepAction::wireName).toList();
    assertThat(steps)
        .containsAll(Arrays.stream(Action.Type.values()).map(Action.Type::wireName).toList())
        .contains("llm")
        .hasSize(Action.Type.values().length + 1);
  }
}
