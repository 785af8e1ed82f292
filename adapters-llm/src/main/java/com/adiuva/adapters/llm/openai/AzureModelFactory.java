package com.adiuva.adapters.llm.openai;

import com.adiuva.adapters.llm.shared.ProviderSettings;

/// Makes models that somebody deployed in Azure. Reads `AZURE_API_KEY` and `AZURE_BASE_URL`
/// (`https://my-resource.openai.azure.com/openai/v1`).
public final class AzureModelFactory extends CompatibleModelFactory {
  public AzureModelFactory() {
    super(new Server("azure", "my-deployment", null, ProviderSettings.Key.REQUIRED, false));
  }
}
