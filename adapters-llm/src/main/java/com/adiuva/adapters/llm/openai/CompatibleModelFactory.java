package com.adiuva.adapters.llm.openai;

import com.adiuva.adapters.llm.shared.ProviderModelFactory;
import com.adiuva.adapters.llm.shared.ProviderSettings;
import com.adiuva.adapters.llm.streaming.Protocol;
import com.adiuva.adapters.llm.streaming.ProviderHttp;
import com.adiuva.adapters.llm.streaming.StreamedCalls;
import com.adiuva.adapters.llm.streaming.StreamedModel;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes models behind OpenAI's chat completions protocol, whoever's server speaks it.
abstract class CompatibleModelFactory extends ProviderModelFactory {
  /// These think at a temperature of their own and refuse a request that names one.
  private static final Pattern REASONING = Pattern.compile("(?:.*/)?(?:o[1-9]|gpt-5)(?:[-.:].*)?");

  private static final Protocol PROTOCOL =
      new Protocol(event -> "[DONE]".equals(event.data()), false);

  private final Server server;

  /// A server that speaks the protocol.
  ///
  /// @param provider also, in upper case, the prefix of its settings
  /// @param url null when everybody has an address of their own
  /// @param formAsTool whether it knows no schemas for answers, or not for all its models
  record Server(
      String provider,
      String example,
      @Nullable String url,
      ProviderSettings.Key key,
      boolean formAsTool) {}

  CompatibleModelFactory(Server server) {
    this(server, ProviderHttp::new);
  }

  CompatibleModelFactory(Server server, ProviderHttp.Source connections) {
    super(server.provider(), server.example(), connections);
    this.server = server;
  }

  @Override
  protected final LanguageModel model(
      String model, Function<String, @Nullable String> settings, ProviderHttp connections) {
    ProviderSettings read =
        ProviderSettings.read(
            server.provider().toUpperCase(Locale.ROOT), server.url(), server.key(), settings);
    StreamingChatModel plain = chat(model, read, connections, false);
    StreamingChatModel strict = chat(model, read, connections, true);
    String name = fullName(model);
    Protocol protocol = server.formAsTool() ? PROTOCOL.withFormAsTool() : PROTOCOL;
    return new StreamedModel(
        name,
        new StreamedCalls(name, connections, read.timeout(), protocol),
        request -> canBeStrict(request.answerForm()) ? strict : plain);
  }

  /// In strict mode nothing can be left out, only answered with null, which a field with choices
  /// does not allow: the model would have to invent a value.
  private static boolean canBeStrict(@Nullable ToolSpec form) {
    return form != null && form.parameters().stream().allMatch(Parameter::required);
  }

  private static StreamingChatModel chat(
      String model, ProviderSettings settings, ProviderHttp http, boolean strictAnswers) {
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
