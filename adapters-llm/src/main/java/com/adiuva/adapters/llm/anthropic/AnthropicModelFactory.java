package com.adiuva.adapters.llm.anthropic;

import com.adiuva.adapters.llm.shared.Protocol;
import com.adiuva.adapters.llm.shared.ProviderHttp;
import com.adiuva.adapters.llm.shared.ProviderModelFactory;
import com.adiuva.adapters.llm.shared.ProviderSettings;
import com.adiuva.adapters.llm.shared.StreamedCalls;
import com.adiuva.adapters.llm.shared.StreamedModel;
import com.adiuva.domain.chat.model.LanguageModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes models of Anthropic. Reads `ANTHROPIC_API_KEY`, `ANTHROPIC_BASE_URL` and
/// `LLM_TIMEOUT_SECONDS`.
public final class AnthropicModelFactory extends ProviderModelFactory {
  /// Those since Claude Opus 4.7 refuse a temperature; all of them know schemas for answers, which
  /// earlier ones may not.
  private static final Pattern RECENT =
      Pattern.compile(".*claude-[a-z]+-(?:4[-.][7-9]|[5-9]|[1-9]\\d)(?:[-.@].*)?");

  private static final Pattern EARLY = Pattern.compile(".*claude-(?:3-|2|instant).*");
  private static final int MOST_TOKENS = 8192;
  private static final int MOST_TOKENS_OF_EARLY = 4096;

  private static final Protocol PROTOCOL =
      new Protocol(event -> "message_stop".equals(event.event()), false);

  public AnthropicModelFactory() {
    super("anthropic", "claude-sonnet-4-5");
  }

  @Override
  protected LanguageModel model(
      String model, Function<String, @Nullable String> settings, ProviderHttp connections) {
    ProviderSettings read =
        ProviderSettings.read(
            "ANTHROPIC", "https://api.anthropic.com/v1", ProviderSettings.Key.REQUIRED, settings);
    boolean recent = RECENT.matcher(model).matches();
    AnthropicStreamingChatModel chat =
        AnthropicStreamingChatModel.builder()
            .httpClientBuilder(connections.builder())
            .baseUrl(read.baseUrl())
            .apiKey(read.key())
            .modelName(model)
            .temperature(recent ? null : 0.0)
            .maxTokens(EARLY.matcher(model).matches() ? MOST_TOKENS_OF_EARLY : MOST_TOKENS)
            .logRequests(false)
            .logResponses(false)
            .build();
    String name = fullName(model);
    Protocol protocol = recent ? PROTOCOL : PROTOCOL.withFormAsTool();
    return new StreamedModel(
        name, new StreamedCalls(name, connections, read.timeout(), protocol), request -> chat);
  }
}
