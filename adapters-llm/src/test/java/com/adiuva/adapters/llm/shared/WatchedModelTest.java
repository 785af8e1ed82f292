package com.adiuva.adapters.llm.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WatchedModelTest implements LanguageModelContract {
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

  private final WatchedModel model = watched("offline", Map.of());

  private static WatchedModel watched(String name, Map<String, String> settings) {
    return new WatchedModel(LanguageModels.installed().create(name, settings::get));
  }

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

  @Test
  void remembersWhetherTheProviderWasThere() {
    ModelRequest request = LanguageModelContract.request("hello");
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      WatchedModel watched = watched("gpt-4o", Map.of("OPENAI_BASE_URL", provider.baseUrl()));
      assertThat(watched.isAnswering()).as("nobody asked yet").isTrue();
      provider.reply(Reply.nothing().reset());
      fails(watched, request);
      assertThat(watched.isAnswering()).isFalse();
      provider.reply(Reply.status(400, "no"));
      fails(watched, request);
      assertThat(watched.isAnswering()).as("a refusal comes from somebody").isTrue();
    }
  }

  private static void fails(LanguageModel model, ModelRequest request) {
    assertThatThrownBy(() -> model.complete(request, text -> {}, new Cancellation()))
        .isInstanceOf(ProblemException.class);
  }
}
