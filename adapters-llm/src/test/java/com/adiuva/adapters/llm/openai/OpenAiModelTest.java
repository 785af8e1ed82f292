package com.adiuva.adapters.llm.openai;

import com.adiuva.adapters.llm.testkit.OpenAiDialect;
import com.adiuva.adapters.llm.testkit.ProviderContract;
import com.adiuva.domain.chat.model.LanguageModel;
import java.util.Map;

final class OpenAiModelTest extends ProviderContract {
  OpenAiModelTest() {
    super(new OpenAiDialect());
  }

  @Override
  protected LanguageModel model(String baseUrl) {
    return new OpenAiModelFactory().create("gpt-4o", Map.of("OPENAI_BASE_URL", baseUrl)::get);
  }
}
