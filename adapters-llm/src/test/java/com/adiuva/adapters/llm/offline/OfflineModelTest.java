package com.adiuva.adapters.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.chat.model.LanguageModelFactory;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OfflineModelTest implements LanguageModelContract {
  private static final ToolSpec CREATE =
      new ToolSpec(
          "create_task",
          "Creates a task.",
          List.of(
              Parameter.required("title", Parameter.Type.STRING, "title"),
              Parameter.optional("priority", Parameter.Type.STRING, "priority")
                  .oneOf("high", "medium", "low")));
  private static final ToolSpec LIST = new ToolSpec("list_tasks", "Lists tasks.", List.of());
  private static final ToolSpec DELETE =
      new ToolSpec(
          "delete_task",
          "Deletes a task.",
          List.of(Parameter.required("task_id", Parameter.Type.STRING, "id")));
  private static final ToolSpec ROUTE =
      new ToolSpec(
          "route",
          "Names agents.",
          List.of(
              Parameter.required("agents", Parameter.Type.STRING_LIST, "names")
                  .oneOf(
                      "task_agent",
                      "project_agent",
                      "timeline_agent",
                      "note_agent",
                      "billing_agent")));

  private final OfflineModel model = new OfflineModel();

  @Override
  public Scene answersInText() {
    return new Scene(model, LanguageModelContract.request("what can you do?", CREATE));
  }

  @Override
  public Scene callsTool() {
    return new Scene(model, LanguageModelContract.request("create a task Foo", CREATE, LIST));
  }

  @Override
  public Scene answersInForm() {
    return new Scene(
        model,
        LanguageModelContract.request("create a project Foo", ROUTE, Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @CsvSource({
    "create a project Apollo and add a task Draft plan to it, project_agent task_agent",
    "add a milestone Beta on Dec 1 to project Apollo,         timeline_agent",
    "add a checkpoint Beta on Dec 1 to project Apollo,        timeline_agent",
    "comment on Ship v1: write a note about it,               task_agent",
    "add eggs to the note Groceries,                          note_agent",
    "create a note Foo; then create a task Bar,               note_agent task_agent",
    "archive Apollo,                                          project_agent",
    "delete Ship v1,                                          task_agent",
    "hello,                                                   task_agent",
    "sing me a song,                                          task_agent",
    "what does billing say?,                                  billing_agent"
  })
  void routesByWhatIsWishedFor(String message, String agents) {
    ModelRequest request = LanguageModelContract.request(message, ROUTE, Duration.ofSeconds(10));
    assertThat(routed(request.messages())).containsExactly(agents.split(" "));
  }

  @Test
  void routesWhatItDoesNotUnderstandToWhatTheTalkWasAbout() {
    assertThat(
            routed(
                List.of(
                    new Message.Instructions("", JsonObject.empty()),
                    new Message.FromUser("show the note Groceries"),
                    new Message.FromModel("The note **Groceries** is empty.", List.of()),
                    new Message.FromUser("and so on"))))
        .containsExactly("note_agent");
  }

  @Test
  void listsFirstAndActsInTheNextRound() {
    List<Message> messages =
        new ArrayList<>(LanguageModelContract.request("delete Ship v1", LIST, DELETE).messages());
    Completion first = complete(messages, LIST, DELETE);
    assertThat(first.toolCalls()).extracting(ToolCall::name).containsExactly("list_tasks");
    messages.add(new Message.FromModel("", first.toolCalls()));
    messages.add(
        new Message.ToolResult(
            first.toolCalls().get(0).id(),
            "list_tasks",
            List.of(Map.of("id", "t7", "title", "Ship v1")),
            false));
    Completion second = complete(messages, LIST, DELETE);
    assertThat(second.toolCalls()).extracting(ToolCall::name).containsExactly("delete_task");
    assertThat(second.toolCalls().get(0).arguments())
        .isEqualTo(JsonObject.builder().put("task_id", "t7").build());
    messages.add(new Message.FromModel("", second.toolCalls()));
    messages.add(
        new Message.ToolResult(
            second.toolCalls().get(0).id(), "delete_task", Map.of("error", "not today"), true));
    assertThat(complete(messages, LIST, DELETE).text())
        .isEqualTo("That was not possible: not today.");
  }

  @Test
  void joinsTheAnswersOfSeveralAgents() {
    JsonObject data =
        JsonObject.builder()
            .put(
                "results",
                List.of(
                    Map.of("agent", "project_agent", "response", "One."),
                    Map.of("agent", "task_agent", "response", "Two.")))
            .build();
    List<Message> messages =
        List.of(new Message.Instructions("Merge.", data), new Message.FromUser("whatever"));
    assertThat(complete(messages).text()).isEqualTo("One.\n\nTwo.");
  }

  @Test
  void leavesToOthersWhatItHasNoToolsFor() {
    ModelRequest request =
        LanguageModelContract.request("create a project A and add a task B", CREATE, LIST);
    assertThat(complete(request.messages(), CREATE, LIST).toolCalls())
        .extracting(ToolCall::arguments)
        .containsExactly(JsonObject.builder().put("title", "B").build());
  }

  @Test
  void isFoundByItsProvidersName() {
    assertThat(ServiceLoader.load(LanguageModelFactory.class))
        .filteredOn(factory -> factory.provider().equals("offline"))
        .singleElement()
        .extracting(factory -> factory.create("", name -> null).name())
        .isEqualTo("offline");
  }

  private List<String> routed(List<Message> messages) {
    ModelRequest request = new ModelRequest(messages, List.of(), ROUTE, Duration.ofSeconds(10));
    Completion completion = model.complete(request, piece -> {}, new Cancellation());
    return completion.structured() == null ? List.of() : completion.structured().texts("agents");
  }

  private Completion complete(List<Message> messages, ToolSpec... tools) {
    ModelRequest request = new ModelRequest(messages, List.of(tools), null, Duration.ofSeconds(10));
    return model.complete(request, piece -> {}, new Cancellation());
  }
}
