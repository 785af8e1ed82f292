package com.adiuva.adapters.llm.openai;

import com.adiuva.adapters.llm.shared.ProviderSettings;
import com.adiuva.adapters.llm.streaming.ProviderHttp;

/// Makes models of Mistral. Reads `MISTRAL_API_KEY` and `MISTRAL_BASE_URL`. It counts tokens
/// without being asked, and refuses a request that asks it to.
public final class MistralModelFactory extends CompatibleModelFactory {
  public MistralModelFactory() {
    super(
        new Server(
            "mistral",
            "mistral-large-latest",
            "https://api.mistral.ai/v1",
            ProviderSettings.Key.REQUIRED,
            false),
        () -> ProviderHttp.leavingOut("stream_options"));
  }
}
