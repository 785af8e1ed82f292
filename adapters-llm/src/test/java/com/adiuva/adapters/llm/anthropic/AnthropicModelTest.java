package com.adiuva.adapters.llm.anthropic;

import com.adiuva.adapters.llm.testkit.AnthropicDialect;
import com.adiuva.adapters.llm.testkit.ProviderContract;
import com.adiuva.domain.chat.model.LanguageModel;
import java.util.Map;

final class AnthropicModelTest extends ProviderContract {
  AnthropicModelTest() {
    super(new AnthropicDialect());
  }

  @Override
  protected LanguageModel model(String baseUrl) {
    return new AnthropicModelFactory()
        .create(
            "claude-sonnet-4-5",
            Map.of("ANTHROPIC_BASE_URL", baseUrl, "ANTHROPIC_API_KEY", "sk-ant-test")::get);
  }
}
