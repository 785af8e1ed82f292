package com.adiuva.adapters.llm.bedrock;

import com.adiuva.adapters.llm.testkit.BedrockDialect;
import com.adiuva.adapters.llm.testkit.ProviderContract;
import com.adiuva.domain.chat.model.LanguageModel;
import java.util.Map;

final class BedrockModelTest extends ProviderContract {
  BedrockModelTest() {
    super(new BedrockDialect());
  }

  @Override
  protected LanguageModel model(String baseUrl) {
    return new BedrockModelFactory()
        .create(
            "anthropic.claude-3-haiku-20240307-v1:0",
            Map.of(
                    "BEDROCK_REGION", "eu-central-1",
                    "BEDROCK_BASE_URL", baseUrl,
                    "AWS_ACCESS_KEY_ID", "AKIATEST",
                    "AWS_SECRET_ACCESS_KEY", "secret")
                ::get);
  }
}
