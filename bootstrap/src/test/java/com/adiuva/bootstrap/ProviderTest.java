package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.llm.testkit.ProviderRequest;
import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.bootstrap.campaigns.cancel.CancelCampaign;
import com.adiuva.bootstrap.campaigns.cancel.TokenBooks;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.RequestThreads;
import com.adiuva.bootstrap.testkit.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole server against a provider that speaks OpenAI's wire.
final class ProviderTest {
  /// The promise is 250 ms, which the long campaign asserts; the rest is for a busy machine.
  private static final Duration SOON = Duration.ofSeconds(1);

  private final ScriptedProvider provider = ScriptedProvider.start();
  @TempDir private Path folder = Path.of("");
  private ServerUnderTest server;
  private String token = "";

  @BeforeEach
  void start() throws Exception {
    provider.routeTo("task_agent");
    server =
        new ServerUnderTest(
            Map.of(
                "OPENAI_BASE_URL", provider.baseUrl(),
                "OPENAI_API_KEY", "sk-canary-key",
                "LLM_FALLBACK_MODELS", "gpt-4.1",
                "LLM_TIMEOUT_SECONDS", "20"));
    token = server.token();
  }

  @AfterEach
  void stop() {
    server.close();
    provider.close();
  }

  @Test
  void theFirstFrameArrivesBeforeTheProviderHasFinished() throws Exception {
    CompletableFuture<Void> firstFrameSeen = new CompletableFuture<>();
    provider.reply(
        Reply.stream()
            .piece("Hello ")
            .await(firstFrameSeen)
            .piece("there")
            .finish("stop")
            .usage()
            .done());
    try (SocketClient socket = SocketClient.open(server.url(), token)) {
      socket.send("{\"message\":\"hello\"}");
      assertThat(socket.frame()).isEqualTo("Hello ");
      firstFrameSeen.complete(null);
      assertThat(socket.frame()).isEqualTo("there");
      JsonNode done = ApiClient.JSON.readTree(socket.frame());
      assertThat(done.path("response").asText()).isEqualTo("Hello there");
    }
  }

  @Test
  void closingTheSocketClosesTheProvidersConnectionWithinASecond() throws Exception {
    provider.reply(Reply.stream().piece("Once upon ").hang());
    SocketClient socket = SocketClient.open(server.url(), token);
    socket.send("{\"message\":\"tell me a story\"}");
    assertThat(socket.frame()).isEqualTo("Once upon ");
    ProviderRequest streaming = lastRequest();
    socket.abort();
    streaming.closed().get(1, TimeUnit.SECONDS);
    socket.close();
    JsonNode cancelled = usage("openai/gpt-4o");
    assertThat(cancelled.path("input_tokens").asLong()).as("what was sent").isGreaterThan(200);
    assertThat(cancelled.path("output_tokens").asLong()).as("what was heard").isEqualTo(3);
  }

  /// The small form of `./adiuva torture cancel`.
  @Test
  void whatIsCancelledLeavesNothingBehind() throws Exception {
    long seed = new Random().nextInt(Integer.MAX_VALUE);
    try (ServerUnderTest limited =
            new ServerUnderTest(
                Map.of(
                    "OPENAI_BASE_URL", provider.baseUrl(),
                    "OPENAI_API_KEY", "sk-canary-key",
                    "LLM_DAILY_TOKENS_FREE", "1000000000"));
        TokenBooks books = TokenBooks.of(limited.client(), limited.database().url())) {
      CancelCampaign.Ground ground =
          new CancelCampaign.Ground(
              limited.url(),
              limited.client(),
              6,
              provider,
              books,
              () -> RequestThreads.here(folder));
      String done = new CancelCampaign(seed, 60, SOON).run(ground);
      assertThat(done).as("seed " + seed).contains("60 runs");
    }
  }

  @Test
  void toolCallsOfAProviderBecomeActions() throws Exception {
    provider.reply(
        Reply.call("create_task", "{\"title\":\"Ship v1\",\"priority\":\"high\"}"),
        Reply.textEvery(Duration.ofMillis(50), "Done", ": the task", " is there."));
    ApiClient.Answer answer = server.client().post("/chat", token, Map.of("message", "create it"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("response")).isEqualTo("Done: the task is there.");
    assertThat(answer.body().path("actions").path(0).path("data").path("title").asText())
        .isEqualTo("Ship v1");
    assertThat(answer.body().path("usage").path("input_tokens").asLong())
        .isGreaterThanOrEqualTo(2 * Reply.INPUT_TOKENS);
    JsonNode agent = usage("openai/gpt-4o");
    assertThat(agent.path("input_tokens").asLong()).isEqualTo(2 * Reply.INPUT_TOKENS);
    assertThat(agent.path("output_tokens").asLong()).isEqualTo(2 * Reply.OUTPUT_TOKENS);
    assertThat(usage("openai/gpt-4o-mini").path("input_tokens").asLong())
        .as("the router")
        .isEqualTo(Reply.INPUT_TOKENS);
  }

  @Test
  void aBudgetThatIsUsedUpKeepsTheProviderFromBeingAsked() throws Exception {
    try (ServerUnderTest limited =
        new ServerUnderTest(
            Map.of("OPENAI_BASE_URL", provider.baseUrl(), "LLM_DAILY_TOKENS_FREE", "1000"))) {
      String token = limited.token();
      ApiClient.Answer answer =
          limited.client().post("/chat", token, Map.of("message", "x".repeat(8_000)));
      assertThat(answer.status()).isEqualTo(402);
      assertThat(answer.text("code")).isEqualTo("budget_exceeded");
      assertThat(provider.requests()).isEmpty();
      assertThat(limited.client().get("/usage", token).body().path("days")).isEmpty();
    }
  }

  /// What was counted for the model; waits for a call that was broken off to be settled.
  private JsonNode usage(String model) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (true) {
      for (JsonNode day : server.client().get("/usage", token).body().path("days")) {
        if (day.path("model").asText().equals(model)) {
          return day;
        }
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("nothing was counted for " + model);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void aFallbackAnswersWhenAModelKeepsFailing() throws Exception {
    provider.otherwise(request ->
        request.json().path("model").asText().equals("gpt-4.1")
            ? Reply.text("Here ", "instead.")
            : Reply.status(500, "no"));
    ApiClient.Answer answer =
        server.client().post("/chat", server.token(), Map.of("message", "hello"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("response")).isEqualTo("Here instead.");
    assertThat(provider.requests()).hasSizeGreaterThanOrEqualTo(1 + 3 + 1);
  }

  @Test
  void aRefusalOfTheProviderIsABadGatewayThatTellsNothing() throws Exception {
    provider.otherwise(request -> Reply.status(401, "Incorrect API key provided: sk-canary-key"));
    ApiClient.Answer answer =
        server.client().post("/chat", server.token(), Map.of("message", "hello"));
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text("code")).isEqualTo("llm_failed");
    assertThat(answer.response().body()).doesNotContain("canary", "API key");
  }

  @Test
  void refusalsUseNobodysBudgetUp() throws Exception {
    provider.otherwise(request -> Reply.status(429, "no", "retry-after: 60"));
    try (ServerUnderTest limited =
        new ServerUnderTest(
            Map.of("OPENAI_BASE_URL", provider.baseUrl(), "LLM_DAILY_TOKENS_FREE", "5000"))) {
      String refused = limited.token();
      for (int i = 0; i < 5; i++) {
        assertThat(limited.client().post("/chat", refused, Map.of("message", "hello")).status())
            .isEqualTo(502);
      }
      assertThat(spent(limited, refused, "openai/gpt-4o-mini")).as("the router").isPositive();
      assertThat(spent(limited, refused, "openai/gpt-4o")).isZero();
    }
  }

  @Test
  void aFallbackThatBreaksIsCountedUnderItsOwnName() throws Exception {
    provider.otherwise(request ->
        request.json().path("model").asText().equals("gpt-4.1")
            ? Reply.stream().piece("Here ").cut()
            : Reply.status(500, "no"));
    ApiClient.Answer answer = server.client().post("/chat", token, Map.of("message", "hello"));
    assertThat(answer.status()).isEqualTo(502);
    JsonNode fallback = usage("openai/gpt-4.1");
    assertThat(fallback.path("input_tokens").asLong()).as("what was sent").isGreaterThan(200);
    assertThat(spent(server, token, "openai/gpt-4o")).isZero();
  }

  private static long spent(ServerUnderTest server, String token, String model) throws Exception {
    long spent = 0;
    for (JsonNode day : server.client().get("/usage", token).body().path("days")) {
      if (day.path("model").asText().equals(model)) {
        spent += day.path("input_tokens").asLong() + day.path("output_tokens").asLong();
      }
    }
    return spent;
  }

  @Test
  void anUnreachableProviderIsUnavailable() throws Exception {
    provider.close();
    ApiClient.Answer answer = server.client().post("/chat", token, Map.of("message", "hello"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("code")).isEqualTo("llm_unavailable");
    assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
    ApiClient.Answer ready = server.client().get("/health/ready", null);
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.text("status")).isEqualTo("degraded");
    assertThat(ready.body().path("components").path("llm").asText()).isEqualTo("down");
    assertThat(server.client().get("/auth/me", token).status())
        .as("nothing else is affected")
        .isEqualTo(200);
  }

  private ProviderRequest lastRequest() {
    return provider.requests().getLast();
  }
}
