package com.adiuva.adapters.llm.openai;

import com.adiuva.adapters.llm.shared.ProviderSettings;

/// Makes models of OpenAI, or of any server with the same protocol at `OPENAI_BASE_URL`. Reads
/// `OPENAI_API_KEY`, `OPENAI_BASE_URL` and `LLM_TIMEOUT_SECONDS`.
public final class OpenAiModelFactory extends CompatibleModelFactory {
  public OpenAiModelFactory() {
    super(
        new Server(
            "openai",
            "gpt-4o",
            "https://api.openai.com/v1",
            ProviderSettings.Key.REQUIRED_BY_DEFAULT_SERVER,
            false));
  }
}
