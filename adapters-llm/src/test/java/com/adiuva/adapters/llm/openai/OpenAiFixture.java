package com.adiuva.adapters.llm.openai;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.adiuva.adapters.llm.testkit.ProviderRequest;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A scripted provider and models that talk to it.
final class OpenAiFixture implements AutoCloseable {
  static final String KEY = "sk-test-4f1d9c2be7a34f0d";
  static final ToolSpec CREATE_TASK =
      new ToolSpec(
          "create_task",
          "Creates a task.",
          List.of(
              Parameter.required("title", Parameter.Type.STRING, "The title."),
              Parameter.optional("priority", Parameter.Type.STRING, "How urgent.")
                  .oneOf("high", "low"),
              Parameter.optional("due_date", Parameter.Type.INTEGER, "Milliseconds.")));

  final ScriptedProvider provider = ScriptedProvider.start();

  /// What was streamed by [#ask].
  final List<String> pieces = new ArrayList<>();

  LanguageModel model(String name, String... moreSettings) {
    Map<String, String> settings =
        new HashMap<>(Map.of("OPENAI_BASE_URL", provider.baseUrl(), "OPENAI_API_KEY", KEY));
    for (int i = 0; i < moreSettings.length; i += 2) {
      settings.put(moreSettings[i], moreSettings[i + 1]);
    }
    return new OpenAiModelFactory().create(name, settings::get);
  }

  Completion ask(ModelRequest request) {
    return model("gpt-4o").complete(request, pieces::add, new Cancellation());
  }

  Completion ask() {
    return ask(LanguageModelContract.request("What is there to do?", CREATE_TASK));
  }

  /// The code of the problem that [#ask] ends with.
  String problem() {
    return problem(LanguageModelContract.request("What is there to do?", CREATE_TASK));
  }

  String problem(ModelRequest request) {
    return catchThrowableOfType(ProblemException.class, () -> ask(request)).problem().code();
  }

  /// Asks, whatever the answer, and gives what was asked over the wire.
  JsonNode sent(String model, ModelRequest request) throws InterruptedException {
    model(model).complete(request, pieces::add, new Cancellation());
    return received().json();
  }

  ProviderRequest received() throws InterruptedException {
    return provider.take();
  }

  static ModelRequest within(Duration timeout) {
    ModelRequest request = LanguageModelContract.request("What is there to do?");
    return new ModelRequest(request.messages(), List.of(), null, timeout);
  }

  @Override
  public void close() {
    provider.close();
  }
}
