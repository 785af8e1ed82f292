package com.adiuva.adapters.llm.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.llm.testkit.Providers;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What one provider wants and others do not.
final class PeculiaritiesTest {
  private static final ToolSpec FORM =
      new ToolSpec(
          "choice",
          "Which agents.",
          List.of(Parameter.required("agents", Parameter.Type.STRING_LIST, "Names.")));

  @Test
  void mistralIsNotAskedToCount() throws Exception {
    assertThat(sent(Providers.MISTRAL, plain()).has("stream_options")).isFalse();
    assertThat(sent(Providers.GROQ, plain()).at("/stream_options/include_usage").asBoolean())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"GROQ", "DEEPSEEK"})
  void modelsWithoutSchemasCallTheFormAsATool(Providers one) throws Exception {
    JsonNode body = sent(one, form());
    assertThat(body.has("response_format")).isFalse();
    assertThat(body.path("tool_choice").asText()).isEqualTo("required");
    assertThat(body.at("/tools/0/function/name").asText()).isEqualTo("choice");
  }

  @Test
  void earlierClaudesCallTheFormAsAToolAtTemperatureZero() throws Exception {
    JsonNode body = sent(Providers.ANTHROPIC, form());
    assertThat(body.at("/tool_choice/type").asText()).isEqualTo("any");
    assertThat(body.path("temperature").asDouble(-1)).isZero();
    assertThat(body.path("max_tokens").asInt()).isEqualTo(8192);
  }

  @Test
  void recentClaudesTakeSchemasButNoTemperature() throws Exception {
    JsonNode body = sent(Providers.ANTHROPIC_RECENT, form());
    assertThat(body.at("/output_config/format/type").asText()).isEqualTo("json_schema");
    assertThat(body.has("tools")).isFalse();
    assertThat(body.has("temperature")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-7,                        true",
    "claude-opus-4-8-20260701,               true",
    "us.anthropic.claude-opus-4-7-v1:0,      true",
    "claude-sonnet-5,                        true",
    "claude-opus-10,                         true",
    "claude-opus-4-6,                        false",
    "claude-opus-4-20250514,                 false",
    "claude-sonnet-4-5-20250929,             false",
    "claude-3-5-sonnet-20241022,             false",
    "claude-3-7-sonnet-latest,               false",
    "amazon.nova-lite-v1:0,                  false"
  })
  void knowsTheRecentClaudesByTheirNames(String model, boolean recent) {
    assertThat(ClaudeModels.isRecent(model)).isEqualTo(recent);
  }

  @Test
  void geminiFromThreeOnGetsASignatureWithEveryTurnOfToolCalls() throws Exception {
    ModelRequest request =
        new ModelRequest(
            List.of(
                new Message.Instructions("Help.", JsonObject.empty()),
                new Message.FromUser("Do it."),
                new Message.FromModel(
                    "", List.of(new ToolCall("c1", "choice", JsonObject.empty()))),
                new Message.ToolResult("c1", "choice", "done", false)),
            List.of(FORM),
            null,
            Duration.ofSeconds(10));
    String signature = "/contents/1/parts/0/thoughtSignature";
    assertThat(sent(Providers.GEMINI_RECENT, request).at(signature).asText()).isNotEmpty();
    assertThat(sent(Providers.GEMINI, request).at(signature).isMissingNode()).isTrue();
  }

  private static ModelRequest plain() {
    return LanguageModelContract.request("Hello");
  }

  private static ModelRequest form() {
    return LanguageModelContract.request("Hello", FORM, Duration.ofSeconds(10));
  }

  private static JsonNode sent(Providers one, ModelRequest request) throws InterruptedException {
    try (ScriptedProvider server = one.start()) {
      one.model(server).complete(request, piece -> {}, new Cancellation());
      return server.take().json();
    }
  }
}
