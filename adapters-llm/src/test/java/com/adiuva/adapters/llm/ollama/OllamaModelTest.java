package com.adiuva.adapters.llm.ollama;

import com.adiuva.adapters.llm.testkit.OllamaDialect;
import com.adiuva.adapters.llm.testkit.ProviderContract;
import com.adiuva.domain.chat.model.LanguageModel;
import java.util.Map;

final class OllamaModelTest extends ProviderContract {
  OllamaModelTest() {
    super(new OllamaDialect());
  }

  @Override
  protected LanguageModel model(String baseUrl) {
    return new OllamaModelFactory().create("llama3.1:8b", Map.of("OLLAMA_BASE_URL", baseUrl)::get);
  }
}
