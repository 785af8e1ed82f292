package com.adiuva.adapters.llm.testkit;

import com.adiuva.adapters.llm.shared.LanguageModels;
import com.adiuva.domain.chat.model.LanguageModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every provider there is, as an operator would configure it for a scripted server.
public enum Providers {
  OPENAI("openai/gpt-4o", "OPENAI_BASE_URL", "OPENAI_API_KEY"),
  AZURE("azure/mine", "AZURE_BASE_URL", "AZURE_API_KEY"),
  DEEPSEEK("deepseek/chat", "DEEPSEEK_BASE_URL", "DEEPSEEK_API_KEY"),
  GROQ("groq/llama", "GROQ_BASE_URL", "GROQ_API_KEY"),
  MISTRAL("mistral/large", "MISTRAL_BASE_URL", "MISTRAL_API_KEY"),
  OPENROUTER("openrouter/openai/gpt-4o", "OPENROUTER_BASE_URL", "OPENROUTER_API_KEY"),
  ANTHROPIC("anthropic/claude-sonnet-4-5", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY"),
  ANTHROPIC_RECENT("anthropic/claude-opus-4-7", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY"),
  GEMINI("gemini/gemini-2.5-flash", "GEMINI_BASE_URL", "GEMINI_API_KEY"),
  GEMINI_RECENT("gemini/gemini-3-pro", "GEMINI_BASE_URL", "GEMINI_API_KEY"),
  OLLAMA("ollama/llama3.1:8b", "OLLAMA_BASE_URL", ""),
  BEDROCK(
      "bedrock/amazon.nova-lite-v1:0",
      "BEDROCK_BASE_URL",
      "BEDROCK_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY");

  /// What stands for each provider's key.
  public static final String KEY = "key-4f1d9c2be7a34f0d";

  private final String model;
  private final String urlVariable;
  private final String needed;

  /// @param needed variables, with a space between them
  Providers(String model, String urlVariable, String needed) {
    this.model = model;
    this.urlVariable = urlVariable;
    this.needed = needed;
  }

  /// The whole name, with the provider's.
  public String model() {
    return model;
  }

  /// The variables without which there is no such model.
  public List<String> needed() {
    return needed.isEmpty() ? List.of() : List.of(needed.split(" "));
  }

  public ScriptedProvider start() {
    return ScriptedProvider.start(
        switch (this) {
          case OPENAI, AZURE, DEEPSEEK, GROQ, MISTRAL, OPENROUTER -> new OpenAiDialect();
          case ANTHROPIC, ANTHROPIC_RECENT -> new AnthropicDialect();
          case GEMINI, GEMINI_RECENT -> new GeminiDialect();
          case OLLAMA -> new OllamaDialect();
          case BEDROCK -> new BedrockDialect();
        });
  }

  /// All that is needed, and the address of the server.
  public Map<String, String> settings(ScriptedProvider server) {
    Map<String, String> settings = new HashMap<>();
    for (String variable : needed()) {
      settings.put(variable, variable.equals("BEDROCK_REGION") ? "eu-central-1" : KEY);
    }
    settings.put(urlVariable, server.baseUrl());
    return settings;
  }

  public LanguageModel model(ScriptedProvider server) {
    return LanguageModels.installed().create(model, settings(server)::get);
  }
}
