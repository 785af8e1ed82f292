package com.adiuva.adapters.llm.openai;

import com.adiuva.adapters.llm.shared.ProviderSettings;

/// Makes models of DeepSeek, which know no schemas for answers. Reads `DEEPSEEK_API_KEY` and
/// `DEEPSEEK_BASE_URL`.
public final class DeepSeekModelFactory extends CompatibleModelFactory {
  public DeepSeekModelFactory() {
    super(
        new Server(
            "deepseek",
            "deepseek-chat",
            "https://api.deepseek.com/v1",
            ProviderSettings.Key.REQUIRED,
            true));
  }
}
