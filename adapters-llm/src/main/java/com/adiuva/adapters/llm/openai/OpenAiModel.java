package com.adiuva.adapters.llm.openai;

import com.adiuva.adapters.llm.shared.ProviderHttp;
import com.adiuva.adapters.llm.shared.StreamedCalls;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A model behind OpenAI's chat completions protocol.
final class OpenAiModel implements LanguageModel {
  /// These think at a temperature of their own and refuse a request that names one.
  private static final Pattern REASONING = Pattern.compile("(?:.*/)?(?:o[1-9]|gpt-5)(?:[-.:].*)?");

  private final String name;
  private final StreamedCalls calls;
  private final OpenAiStreamingChatModel plain;
  private final OpenAiStreamingChatModel strict;

  OpenAiModel(String model, OpenAiSettings settings, ProviderHttp http) {
    this.name = OpenAiModelFactory.PROVIDER + "/" + model;
    this.calls = new StreamedCalls(name, http, settings.timeout());
    this.plain = chat(model, settings, http, false);
    this.strict = chat(model, settings, http, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Completion complete(
      ModelRequest request, Consumer<String> onText, Cancellation cancellation) {
    return calls.complete(
        canBeStrict(request.answerForm()) ? strict : plain, request, onText, cancellation);
  }

  /// In strict mode nothing can be left out, only answered with null, which a field with choices
  /// does not allow: the model would have to invent a value.
  private static boolean canBeStrict(@Nullable ToolSpec form) {
    return form != null && form.parameters().stream().allMatch(Parameter::required);
  }

  private static OpenAiStreamingChatModel chat(
      String model, OpenAiSettings settings, ProviderHttp http, boolean strictAnswers) {
    return new OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder()
        .httpClientBuilder(http.builder())
        .baseUrl(settings.baseUrl())
        .apiKey(settings.apiKey())
        .modelName(model)
        .temperature(REASONING.matcher(model).matches() ? null : 0.0)
        .strictJsonSchema(strictAnswers)
        .accumulateToolCallId(false)
        .logRequests(false)
        .logResponses(false)
        .build();
  }
}
