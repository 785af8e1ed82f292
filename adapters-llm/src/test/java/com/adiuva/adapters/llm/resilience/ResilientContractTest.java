package com.adiuva.adapters.llm.resilience;

import com.adiuva.adapters.llm.shared.LanguageModels;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// A model that failed twice and is asked a third time, or whose fallback answers, promises what
/// every model does.
final class ResilientContractTest implements LanguageModelContract {
  private static final ToolSpec CREATE =
      new ToolSpec(
          "create_task",
          "Creates a task.",
          List.of(Parameter.required("title", Parameter.Type.STRING, "title")));
  private static final ToolSpec ROUTE =
      new ToolSpec(
          "route",
          "Names agents.",
          List.of(
              Parameter.required("agents", Parameter.Type.STRING_LIST, "names")
                  .oneOf("task_agent", "project_agent")));

  private final FakeTime time = new FakeTime();
  private final LanguageModel offline = LanguageModels.installed().create("offline", name -> null);
  private final LanguageModel failing =
      new ActedModel("a/failing").otherwise(() -> ActedModel.status(503));
  private final ResilientModel model =
      (ResilientModel)
          new Resilience(new Random(5), time, time).resilient(failing, List.of(offline));

  @Override
  public Scene answersInText() {
    return new Scene(model, LanguageModelContract.request("what can you do?", CREATE));
  }

  @Override
  public Scene callsTool() {
    return new Scene(model, LanguageModelContract.request("create a task Foo", CREATE));
  }

  @Override
  public Scene answersInForm() {
    return new Scene(
        model,
        LanguageModelContract.request("create a project Foo", ROUTE, Duration.ofSeconds(10)));
  }
}
