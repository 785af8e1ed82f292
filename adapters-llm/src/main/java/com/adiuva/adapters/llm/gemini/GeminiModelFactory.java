package com.adiuva.adapters.llm.gemini;

import com.adiuva.adapters.llm.shared.ProviderModelFactory;
import com.adiuva.adapters.llm.shared.ProviderSettings;
import com.adiuva.adapters.llm.streaming.Protocol;
import com.adiuva.adapters.llm.streaming.ProviderHttp;
import com.adiuva.adapters.llm.streaming.StreamedCalls;
import com.adiuva.adapters.llm.streaming.StreamedModel;
import com.adiuva.domain.chat.model.LanguageModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes models of Google. Reads `GEMINI_API_KEY`, `GEMINI_BASE_URL` and `LLM_TIMEOUT_SECONDS`.
public final class GeminiModelFactory extends ProviderModelFactory {
  private static final Pattern WANTS_SIGNATURES =
      Pattern.compile("(?:.*/)?gemini-(?:[3-9]|\\d\\d).*");

  /// The answer ends where it is closed; that it was whole is known by its reason.
  private static final Protocol PROTOCOL = new Protocol(event -> false, false);

  public GeminiModelFactory() {
    super("gemini", "gemini-2.5-flash");
  }

  @Override
  protected LanguageModel model(
      String model, Function<String, @Nullable String> settings, ProviderHttp connections) {
    ProviderSettings read =
        ProviderSettings.read(
            "GEMINI",
            "https://generativelanguage.googleapis.com/v1beta",
            ProviderSettings.Key.REQUIRED,
            settings);
    boolean signed = WANTS_SIGNATURES.matcher(model).matches();
    StreamingChatModel chat =
        GoogleAiGeminiStreamingChatModel.builder()
            .httpClientBuilder(connections.builder())
            .baseUrl(read.baseUrl())
            .apiKey(read.key())
            .modelName(model)
            .temperature(0.0)
            .returnThinking(false)
            .sendThinking(signed)
            .logRequests(false)
            .logResponses(false)
            .build();
    String name = fullName(model);
    StreamingChatModel chosen = signed ? new SignedToolCalls(chat) : chat;
    return new StreamedModel(
        name, new StreamedCalls(name, connections, read.timeout(), PROTOCOL), request -> chosen);
  }
}
