package com.adiuva.adapters.llm.openai;

import com.adiuva.adapters.llm.shared.ProviderSettings;

/// Makes models behind OpenRouter. Reads `OPENROUTER_API_KEY` and `OPENROUTER_BASE_URL`.
public final class OpenRouterModelFactory extends CompatibleModelFactory {
  public OpenRouterModelFactory() {
    super(
        new Server(
            "openrouter",
            "openai/gpt-4o",
            "https://openrouter.ai/api/v1",
            ProviderSettings.Key.REQUIRED,
            false));
  }
}
