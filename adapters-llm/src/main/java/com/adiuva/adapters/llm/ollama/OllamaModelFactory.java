package com.adiuva.adapters.llm.ollama;

import com.adiuva.adapters.llm.shared.ProviderModelFactory;
import com.adiuva.adapters.llm.shared.ProviderSettings;
import com.adiuva.adapters.llm.streaming.Protocol;
import com.adiuva.adapters.llm.streaming.ProviderHttp;
import com.adiuva.adapters.llm.streaming.StreamedCalls;
import com.adiuva.adapters.llm.streaming.StreamedModel;
import com.adiuva.domain.chat.model.LanguageModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes models of an Ollama server, the one on this machine if nothing is said. Reads
/// `OLLAMA_BASE_URL` and `LLM_TIMEOUT_SECONDS`.
public final class OllamaModelFactory extends ProviderModelFactory {
  private static final Protocol PROTOCOL =
      new Protocol(event -> Protocol.saysTrue(event.data(), "done"), false);

  public OllamaModelFactory() {
    super("ollama", "llama3.1:8b");
  }

  @Override
  protected LanguageModel model(
      String model, Function<String, @Nullable String> settings, ProviderHttp connections) {
    ProviderSettings read =
        ProviderSettings.read(
            "OLLAMA", "http://localhost:11434", ProviderSettings.Key.NONE, settings);
    OllamaStreamingChatModel chat =
        OllamaStreamingChatModel.builder()
            .httpClientBuilder(connections.builder())
            .baseUrl(read.baseUrl())
            .modelName(model)
            .temperature(0.0)
            .returnThinking(false)
            .logRequests(false)
            .logResponses(false)
            .build();
    String name = fullName(model);
    return new StreamedModel(
        name, new StreamedCalls(name, connections, read.timeout(), PROTOCOL), request -> chat);
  }
}
