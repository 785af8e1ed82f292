package com.adiuva.adapters.llm.bedrock;

import com.adiuva.adapters.llm.shared.ClaudeModels;
import com.adiuva.adapters.llm.shared.ProviderModelFactory;
import com.adiuva.adapters.llm.shared.ProviderSettings;
import com.adiuva.adapters.llm.streaming.Protocol;
import com.adiuva.adapters.llm.streaming.ProviderHttp;
import com.adiuva.adapters.llm.streaming.StreamedCalls;
import com.adiuva.adapters.llm.streaming.StreamedModel;
import com.adiuva.domain.chat.model.LanguageModel;
import dev.langchain4j.model.bedrock.BedrockStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/// Makes models of Amazon Bedrock. Reads `BEDROCK_REGION`, `BEDROCK_BASE_URL` (for a gateway of
/// one's own), `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` and
/// `LLM_TIMEOUT_SECONDS`.
public final class BedrockModelFactory extends ProviderModelFactory {
  private static final Protocol PROTOCOL = new Protocol(event -> false, false);

  public BedrockModelFactory() {
    super("bedrock", "amazon.nova-lite-v1:0");
  }

  @Override
  protected LanguageModel model(
      String model, Function<String, @Nullable String> settings, ProviderHttp connections) {
    BedrockSettings read = BedrockSettings.read(settings);
    boolean recent = ClaudeModels.isRecent(model);
    ChatRequestParameters parameters =
        DefaultChatRequestParameters.builder()
            .temperature(recent ? null : 0.0)
            .maxOutputTokens(ClaudeModels.mostTokens(model))
            .build();
    StreamingChatModel chat =
        new BedrockChat(
            BedrockStreamingChatModel.builder()
                .client(client(read, connections))
                .region(read.region())
                .modelId(model)
                .defaultRequestParameters(parameters)
                .returnThinking(false)
                .logRequests(false)
                .logResponses(false)
                .build());
    String name = fullName(model);
    Protocol protocol = recent ? PROTOCOL : PROTOCOL.withFormAsTool();
    return new StreamedModel(
        name,
        new StreamedCalls(name, connections, ProviderSettings.timeout(settings), protocol),
        request -> chat);
  }

  private static BedrockRuntimeAsyncClient client(BedrockSettings read, ProviderHttp connections) {
    return BedrockRuntimeAsyncClient.builder()
        .region(read.region())
        .endpointOverride(read.endpoint())
        .credentialsProvider(read.credentials())
        .httpClient(new ExchangeHttpClient(connections))
        .overrideConfiguration(all -> all.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .asyncConfiguration(async ->
            async.advancedOption(
                SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
        .build();
  }
}
