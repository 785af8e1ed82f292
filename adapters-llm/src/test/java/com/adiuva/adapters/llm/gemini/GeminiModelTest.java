package com.adiuva.adapters.llm.gemini;

import com.adiuva.adapters.llm.testkit.GeminiDialect;
import com.adiuva.adapters.llm.testkit.ProviderContract;
import com.adiuva.domain.chat.model.LanguageModel;
import java.util.Map;

final class GeminiModelTest extends ProviderContract {
  GeminiModelTest() {
    super(new GeminiDialect());
  }

  @Override
  protected LanguageModel model(String baseUrl) {
    return new GeminiModelFactory()
        .create(
            "gemini-2.5-flash",
            Map.of("GEMINI_BASE_URL", baseUrl, "GEMINI_API_KEY", "AIza-test")::get);
  }
}
