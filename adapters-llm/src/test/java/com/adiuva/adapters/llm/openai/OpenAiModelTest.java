package com.adiuva.adapters.llm.openai;

import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;

final class OpenAiModelTest implements LanguageModelContract.Remote {
  private static final ToolSpec CREATE_TASK =
      new ToolSpec(
          "create_task",
          "Creates a task.",
          List.of(Parameter.required("title", Parameter.Type.STRING, "The title.")));
  private static final ToolSpec CHOICE =
      new ToolSpec(
          "choice",
          "Which agents.",
          List.of(
              Parameter.required("agents", Parameter.Type.STRING_LIST, "Names.")
                  .oneOf("note_agent", "task_agent")));

  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void stop() {
    provider.close();
  }

  private LanguageModel model(String baseUrl) {
    return new OpenAiModelFactory().create("gpt-4o", Map.of("OPENAI_BASE_URL", baseUrl)::get);
  }

  @Override
  public Scene answersInText() {
    provider.otherwise(request -> Reply.text("The ", "task ", "exists."));
    return new Scene(model(provider.baseUrl()), LanguageModelContract.request("Is it there?"));
  }

  @Override
  public Scene callsTool() {
    provider.reply(Reply.call("create_task", "{\"title\":\"Ship v1\"}"));
    return new Scene(
        model(provider.baseUrl()), LanguageModelContract.request("Create Ship v1", CREATE_TASK));
  }

  @Override
  public Scene answersInForm() {
    return new Scene(
        model(provider.baseUrl()),
        LanguageModelContract.request("Create Ship v1", CHOICE, Duration.ofSeconds(10)));
  }

  @Override
  public Scene failing(Fault fault) {
    String baseUrl = fault == Fault.UNREACHABLE ? "http://127.0.0.1:1/v1" : provider.baseUrl();
    switch (fault) {
      case UNREACHABLE -> {}
      case RESET -> provider.reply(Reply.nothing().reset());
      case UNAUTHORIZED -> provider.reply(Reply.status(401, "no"));
      case TOO_MANY_REQUESTS -> provider.reply(Reply.status(429, "no", "retry-after: 1"));
      case SERVER_ERROR -> provider.reply(Reply.status(500, "no"));
      case GARBAGE -> provider.reply(Reply.stream().event("{garbage"));
      case CUT -> provider.reply(Reply.stream().piece("It").cut());
      case SILENCE -> provider.reply(Reply.silence());
      case STALL -> provider.reply(Reply.stream().piece("It").hang());
    }
    boolean waits = fault == Fault.SILENCE || fault == Fault.STALL;
    return new Scene(model(baseUrl), OpenAiFixture.within(Duration.ofMillis(waits ? 500 : 10_000)));
  }

  @Override
  public CompletableFuture<?> connectionClosed() throws InterruptedException {
    return provider.take().closed();
  }
}
