package com.adiuva.adapters.llm.testkit;

import com.adiuva.adapters.llm.streaming.StreamedModel;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;

/// What every provider's models promise, played against a server that speaks as the provider does.
public abstract class ProviderContract implements LanguageModelContract.Remote {
  protected static final ToolSpec CREATE_TASK =
      new ToolSpec(
          "create_task",
          "Creates a task.",
          List.of(Parameter.required("title", Parameter.Type.STRING, "The title.")));
  protected static final ToolSpec CHOICE =
      new ToolSpec(
          "choice",
          "Which agents.",
          List.of(
              Parameter.required("agents", Parameter.Type.STRING_LIST, "Names.")
                  .oneOf("note_agent", "task_agent")));

  protected final ScriptedProvider provider;

  protected ProviderContract(Dialect dialect) {
    provider = ScriptedProvider.start(dialect);
  }

  /// A model of this provider's at the address.
  protected abstract LanguageModel model(String baseUrl);

  /// The model at the scripted server; all providers' are of one class.
  protected final StreamedModel model() {
    return StreamedModel.class.cast(model(provider.baseUrl()));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Override
  public final Scene answersInText() {
    provider.otherwise(request -> Reply.text("The ", "task ", "exists."));
    return new Scene(model(), LanguageModelContract.request("Is it there?"));
  }

  @Override
  public final Scene callsTool() {
    provider.reply(Reply.call("create_task", "{\"title\":\"Ship v1\"}"));
    return new Scene(model(), LanguageModelContract.request("Create Ship v1", CREATE_TASK));
  }

  @Override
  public final Scene callsToolsInParallel() {
    provider.reply(
        Reply.stream()
            .piece("I will.")
            .toolCall(0, "call_a", "create_task", "{\"title\":\"One\"}")
            .toolCall(1, "call_b", "create_task", "{\"title\":\"Two\"}")
            .finish("tool_calls")
            .usage()
            .done());
    return new Scene(model(), LanguageModelContract.request("Create One and Two", CREATE_TASK));
  }

  @Override
  public final Scene callsToolWithBrokenArguments() {
    provider.reply(Reply.call("create_task", "{\"title\":\"Ship"));
    return new Scene(model(), LanguageModelContract.request("Create Ship v1", CREATE_TASK));
  }

  @Override
  public final Scene answersInForm() {
    return new Scene(
        model(), LanguageModelContract.request("Create Ship v1", CHOICE, Duration.ofSeconds(10)));
  }

  @Override
  public final Scene failing(Fault fault) {
    switch (fault) {
      case UNREACHABLE -> {}
      case RESET -> provider.reply(Reply.nothing().reset());
      case UNAUTHORIZED -> provider.reply(Reply.status(401, "no"));
      case BAD_REQUEST -> provider.reply(Reply.status(400, "no"));
      case TOO_MANY_REQUESTS -> provider.reply(Reply.status(429, "no", "retry-after: 1"));
      case SERVER_ERROR -> provider.reply(Reply.status(500, "no"));
      case GARBAGE -> provider.reply(Reply.stream().event("{garbage"));
      case CUT -> provider.reply(Reply.stream().piece("It").cut());
      case TRUNCATED -> provider.reply(Reply.stream().piece("It"));
      case SILENCE -> provider.reply(Reply.silence());
      case STALL -> provider.reply(Reply.stream().piece("It").hang());
    }
    String baseUrl = fault == Fault.UNREACHABLE ? "http://127.0.0.1:1/v1" : provider.baseUrl();
    boolean waits = fault == Fault.SILENCE || fault == Fault.STALL;
    ModelRequest request = LanguageModelContract.request("What is there to do?");
    return new Scene(
        model(baseUrl),
        new ModelRequest(
            request.messages(), List.of(), null, Duration.ofMillis(waits ? 250 : 10_000)));
  }

  @Override
  public final CompletableFuture<?> connectionClosed() throws InterruptedException {
    return provider.take().closed();
  }
}
