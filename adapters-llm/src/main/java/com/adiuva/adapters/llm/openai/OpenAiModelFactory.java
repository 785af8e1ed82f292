package com.adiuva.adapters.llm.openai;

import com.adiuva.adapters.llm.shared.ProviderHttp;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelFactory;
import com.adiuva.domain.shared.InvalidValueException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes models of OpenAI, or of any server with the same protocol at `OPENAI_BASE_URL`. Reads
/// `OPENAI_API_KEY`, `OPENAI_BASE_URL` and `LLM_TIMEOUT_SECONDS`. All models of one factory share
/// their connections.
public final class OpenAiModelFactory implements LanguageModelFactory {
  static final String PROVIDER = "openai";

  private @Nullable ProviderHttp http;

  @Override
  public String provider() {
    return PROVIDER;
  }

  @Override
  public synchronized LanguageModel create(
      String model, Function<String, @Nullable String> settings) {
    if (model.isBlank()) {
      throw new InvalidValueException("missing", "name a model too, such as openai/gpt-4o");
    }
    OpenAiSettings checked = OpenAiSettings.from(settings);
    ProviderHttp shared = http == null ? new ProviderHttp() : http;
    http = shared;
    return new OpenAiModel(model, checked, shared);
  }
}
