package com.adiuva.adapters.llm.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.adiuva.adapters.llm.openai.OpenAiModelFactory;
import com.adiuva.adapters.llm.testkit.ProviderRequest;
import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.Completion;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A provider that accepts a request and says nothing.
final class SilentModelTest {
  private final ScriptedProvider provider = ScriptedProvider.start();
  private final List<String> pieces = new ArrayList<>();

  /// The first call of a process loads classes, which is no silence.
  @BeforeEach
  void warmUp() throws InterruptedException {
    provider.reply(Reply.text("hello"));
    ask(Duration.ofSeconds(10), "warm");
    provider.take();
    pieces.clear();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void leavesItsFallbackTimeEnough() throws Exception {
    provider.otherwise(request ->
        request.json().path("model").asText().equals("first")
            ? Reply.silence()
            : Reply.text("here ", "I am"));
    Completion completion = ask("first", "second");
    assertThat(completion.text()).isEqualTo("here I am");
    assertThat(completion.model()).isEqualTo("openai/second");
    ProviderRequest silent = provider.take();
    assertThat(silent.json().path("model").asText()).isEqualTo("first");
    assertThat(silent.closed()).succeedsWithin(Duration.ofSeconds(1));
  }

  @Test
  void mayThinkForItsWholeTimeOnceItHasBegun() {
    provider.reply(Reply.stream().piece("so ").pause(Duration.ofMillis(600)).piece("it is").end());
    assertThat(ask("first", "second").model()).isEmpty();
    assertThat(pieces).containsExactly("so ", "it is");
  }

  @Test
  void isATimeoutWhenThereIsNobodyElse() {
    provider.reply(Reply.silence());
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ask("first"))
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo("llm_timeout"));
    assertThat(provider.requests()).hasSize(2);
  }

  private Completion ask(String model, String... fallbacks) {
    return ask(Duration.ofSeconds(1), model, fallbacks);
  }

  private Completion ask(Duration time, String model, String... fallbacks) {
    LanguageModelFactory factory = new OpenAiModelFactory();
    Map<String, String> settings = Map.of("OPENAI_BASE_URL", provider.baseUrl());
    List<LanguageModel> others =
        List.of(fallbacks).stream().map(name -> factory.create(name, settings::get)).toList();
    ModelRequest request = LanguageModelContract.request("Hello");
    return new Resilience(new Random(7), System::nanoTime)
        .resilient(factory.create(model, settings::get), others)
        .complete(
            new ModelRequest(request.messages(), List.of(), null, time),
            pieces::add,
            new Cancellation());
  }
}
