package com.adiuva.adapters.llm.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.llm.openai.OpenAiModelFactory;
import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.chat.model.LanguageModelFactory;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Half of all calls, of every model, fail with 429 or 500 before the first piece: at least 99.9 %
/// of the requests are answered, and each of them once.
final class HalfOfAllCallsFailTest {
  private static final int REQUESTS = 2000;

  private static final ModelRequest REQUEST = LanguageModelContract.request("Hello");

  /// With the time that requests have unless it is set.
  private static final ModelRequest PATIENT =
      new ModelRequest(REQUEST.messages(), List.of(), null, Duration.ofSeconds(60));

  private final FakeTime time = new FakeTime();
  private int answered;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nearlyAllRequestsAreAnsweredOnce(long seed) {
    Random random = new Random(seed);
    LanguageModel model =
        new Resilience(random, time, time)
            .resilient(failing("a/first", random), List.of(failing("b/second", random)));
    for (int i = 0; i < REQUESTS; i++) {
      time.pass(Duration.ofMillis(random.nextInt(40)));
      request(REQUEST, model, List.of("by a/first", "by b/second"));
    }
    assertThat(answered).as("seed %d", seed).isGreaterThanOrEqualTo(REQUESTS * 999 / 1000);
  }

  /// Also where a provider, with each refusal, asks to be left alone for a while.
  @ParameterizedTest
  @ValueSource(longs = {6, 8, 10, 12, 14})
  void soItIsWithLongWaits(long seconds) {
    Random random = new Random(seconds);
    LanguageModel model =
        new Resilience(random, time, time)
            .resilient(
                failing("a/first", random, Duration.ofSeconds(seconds)),
                List.of(failing("b/second", random, Duration.ofSeconds(seconds))));
    for (int i = 0; i < REQUESTS; i++) {
      time.pass(Duration.ofMillis(random.nextInt(40)));
      request(PATIENT, model, List.of("by a/first", "by b/second"));
    }
    assertThat(answered).isGreaterThanOrEqualTo(REQUESTS * 999 / 1000);
  }

  @Test
  void soItIsOverTheWire() {
    Random random = new Random(6);
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      provider.otherwise(request ->
          random.nextBoolean()
              ? Reply.text("by ", request.json().path("model").asText())
              : Reply.status(random.nextBoolean() ? 429 : 500, "no", "retry-after: 1"));
      LanguageModelFactory factory = new OpenAiModelFactory();
      Map<String, String> settings = Map.of("OPENAI_BASE_URL", provider.baseUrl());
      LanguageModel model =
          new Resilience(random, time, time)
              .resilient(
                  factory.create("first", settings::get),
                  List.of(factory.create("second", settings::get)));
      for (int i = 0; i < 100; i++) {
        request(REQUEST, model, List.of("by first", "by second"));
      }
      assertThat(answered).isEqualTo(100);
      assertThat(provider.requests()).hasSizeGreaterThan(150);
    }
  }

  private void request(ModelRequest request, LanguageModel model, List<String> answers) {
    List<String> pieces = new ArrayList<>();
    try {
      String text = model.complete(request, pieces::add, new Cancellation()).text();
      assertThat(String.join("", pieces)).isEqualTo(text).isIn(answers);
      answered++;
    } catch (ProblemException e) {
      assertThat(pieces).isEmpty();
    }
  }

  private static LanguageModel failing(String name, Random random) {
    return failing(name, random, null);
  }

  private static LanguageModel failing(String name, Random random, @Nullable Duration retryAfter) {
    return new ActedModel(name)
        .otherwise(() ->
            random.nextBoolean()
                ? ActedModel.ANSWER
                : random.nextBoolean()
                    ? ActedModel.status(429, retryAfter)
                    : ActedModel.status(500));
  }
}
