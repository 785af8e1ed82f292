package com.adiuva.adapters.llm.openai;

import com.adiuva.adapters.llm.shared.ProviderSettings;

/// Makes models of Groq. Reads `GROQ_API_KEY` and `GROQ_BASE_URL`. Only few of its models know
/// schemas for answers, but all of them call tools.
public final class GroqModelFactory extends CompatibleModelFactory {
  public GroqModelFactory() {
    super(
        new Server(
            "groq",
            "llama-3.3-70b-versatile",
            "https://api.groq.com/openai/v1",
            ProviderSettings.Key.REQUIRED,
            true));
  }
}
