package com.adiuva.adapters.llm.anthropic;

import com.adiuva.adapters.llm.shared.ClaudeModels;
import com.adiuva.adapters.llm.shared.ProviderModelFactory;
import com.adiuva.adapters.llm.shared.ProviderSettings;
import com.adiuva.adapters.llm.streaming.Protocol;
import com.adiuva.adapters.llm.streaming.ProviderHttp;
import com.adiuva.adapters.llm.streaming.StreamedCalls;
import com.adiuva.adapters.llm.streaming.StreamedModel;
import com.adiuva.domain.chat.model.LanguageModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes models of Anthropic. Reads `ANTHROPIC_API_KEY`, `ANTHROPIC_BASE_URL` and
/// `LLM_TIMEOUT_SECONDS`.
public final class AnthropicModelFactory extends ProviderModelFactory {
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
    boolean recent = ClaudeModels.isRecent(model);
    AnthropicStreamingChatModel chat =
        AnthropicStreamingChatModel.builder()
            .httpClientBuilder(connections.builder())
            .baseUrl(read.baseUrl())
            .apiKey(read.key())
            .modelName(model)
            .temperature(recent ? null : 0.0)
            .maxTokens(ClaudeModels.mostTokens(model))
            .logRequests(false)
            .logResponses(false)
            .build();
    String name = fullName(model);
    Protocol protocol = recent ? PROTOCOL : PROTOCOL.withFormAsTool();
    return new StreamedModel(
        name, new StreamedCalls(name, connections, read.timeout(), protocol), request -> chat);
  }
}
