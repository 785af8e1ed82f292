package com.adiuva.application.chat;

import static com.adiuva.application.chat.ScriptedModel.call;
import static com.adiuva.application.chat.ScriptedModel.calls;
import static com.adiuva.application.chat.ScriptedModel.fails;
import static com.adiuva.application.chat.ScriptedModel.routesTo;
import static com.adiuva.application.chat.ScriptedModel.says;
import static com.adiuva.application.chat.ScriptedModel.saysUntilFull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.FinishReason;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeveralAgentsTest {
  private static final String WISH = "Create a project Apollo and add a task Draft plan to it";

  /// A model that adds the task to whichever project the earlier results say was created.
  private static final ScriptedModel.Step TASK_IN_THE_NEW_PROJECT =
      (request, onText) -> {
        String projectId =
            previous(request)
                .get(0)
                .objects("actions")
                .get(0)
                .object("data")
                .orElseThrow()
                .text("id")
                .orElseThrow();
        return calls(call("create_task", "title", "Draft plan", "project_id", projectId))
            .answer(request, onText);
      };

  @Test
  void laterAgentsBuildOnEarlierOnesAndOneAnswerComesOut() {
    ScriptedModel model =
        new ScriptedModel(
            calls(call("create_project", "name", "Apollo")),
            says("Project created."),
            TASK_IN_THE_NEW_PROJECT,
            says("Task created."),
            says("Both are ", "there."));
    Chat chat = new Chat(new ScriptedModel(routesTo("project_agent", "task_agent")), model);

    ChatAnswer answer = chat.send(WISH);

    assertThat(chat.kinds())
        .isEqualTo("AgentStarted ActionRequested AgentStarted ActionRequested Delta Delta Done");
    assertThat(answer.response()).isEqualTo("Both are there.");
    assertThat(answer.agent()).isEqualTo("task_agent");
    assertThat(answer.actions().get(1).data().get("project_id"))
        .isEqualTo(answer.actions().get(0).data().get("id"));
    assertThat(answer.usage()).isEqualTo(new Usage(60, 6));
  }

  @Test
  void theMergingCallIsGivenAllResultsAndNoTools() {
    ScriptedModel model =
        new ScriptedModel(
            calls(call("create_project", "name", "Apollo")),
            says("Project created."),
            says("No task needed."),
            says("Merged."));

    ChatAnswer answer =
        new Chat(new ScriptedModel(routesTo("project_agent", "task_agent")), model).send(WISH);

    ModelRequest merge = model.requests().getLast();
    assertThat(merge.tools()).isEmpty();
    assertThat(merge.messages()).hasSize(2);
    assertThat(merge.messages().get(1)).isEqualTo(new Message.FromUser(WISH));
    assertThat(((Message.Instructions) merge.messages().get(0)).data())
        .isEqualTo(
            Chat.json(
                "results",
                List.of(
                    Chat.json(
                        "agent", "project_agent",
                        "response", "Project created.",
                        "actions",
                            List.of(
                                Chat.json(
                                    "type", "create_record",
                                    "table", "projects",
                                    "data", answer.actions().get(0).data()))),
                    Chat.json(
                        "agent", "task_agent",
                        "response", "No task needed.",
                        "actions", List.of()))));
  }

  @Test
  void laterAgentsSeeTheNewProject() {
    ScriptedModel model =
        new ScriptedModel(
            calls(call("create_project", "name", "Apollo")),
            says("Project created."),
            says("Fine."),
            says("Merged."));

    new Chat(new ScriptedModel(routesTo("project_agent", "task_agent")), model).send(WISH);

    Message.Instructions second = (Message.Instructions) model.requests().get(2).messages().get(0);
    assertThat(second.data().objects("projects"))
        .extracting(project -> project.text("name").orElseThrow())
        .containsExactly("Apollo");
  }

  @Test
  void aMergeThatFailsOrIsSilentLeavesTheAgentsOwnWords() {
    List<ScriptedModel.Step> merges =
        List.of(
            fails(new Problem.LlmFailed()),
            fails(new Problem.LlmTimeout()),
            fails(new Problem.LlmUnavailable()),
            says());
    for (ScriptedModel.Step merge : merges) {
      ScriptedModel model = new ScriptedModel(says("One."), says("Two."), merge);

      ChatAnswer answer =
          new Chat(new ScriptedModel(routesTo("project_agent", "task_agent")), model).send(WISH);

      assertThat(answer.response()).isEqualTo("One.\n\nTwo.");
    }
  }

  @Test
  void resultsThatAreTooMuchForAModelAreGivenAsTheyAre() {
    String novel = "word ".repeat(12_000);
    ScriptedModel model = new ScriptedModel(says(novel), says("Two."));

    ChatAnswer answer =
        new Chat(new ScriptedModel(routesTo("project_agent", "task_agent")), model).send(WISH);

    assertThat(answer.response()).isEqualTo(novel + "\n\nTwo.");
    assertThat(model.requests()).hasSize(2);
  }

  @Test
  void aMergeThatBreaksInTheMiddleFailsTheRequest() {
    ScriptedModel model =
        new ScriptedModel(
            says("One."),
            says("Two."),
            (request, onText) -> {
              onText.accept("Both ");
              throw new ProblemException(new Problem.LlmFailed());
            });

    Chat chat = new Chat(new ScriptedModel(routesTo("project_agent", "task_agent")), model);

    assertThatThrownBy(() -> chat.send(WISH)).isInstanceOf(ProblemException.class);
  }

  @Test
  void theWorstFinishReasonCounts() {
    ScriptedModel.Step round = calls(call("list_tasks"));
    ScriptedModel stuck =
        new ScriptedModel(says("One."), round, round, round, round, round, says("Merged."));
    ScriptedModel cut = new ScriptedModel(says("One."), says("Two."), saysUntilFull("Mer"));

    assertThat(both(stuck).send(WISH).finishReason()).isEqualTo(FinishReason.MAX_STEPS);
    assertThat(both(cut).send(WISH).finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  private static Chat both(ScriptedModel model) {
    return new Chat(new ScriptedModel(routesTo("project_agent", "task_agent")), model);
  }

  private static List<JsonObject> previous(ModelRequest request) {
    return ((Message.Instructions) request.messages().get(0)).data().objects("previous_results");
  }
}
