package com.adiuva.adapters.llm.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.shared.ProblemException;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An answer that has begun may not fall silent for long, however much time the whole call has.
final class StallTest {
  private static final Duration STALL = Duration.ofMillis(500);

  private final ProviderHttp http = new ProviderHttp();
  private final StreamedCalls calls =
      new StreamedCalls(
          "test",
          http,
          Duration.ofMinutes(1),
          new Protocol(event -> "[DONE]".equals(event.data()), false),
          time -> STALL);

  @Test
  void silenceWithinAnAnswerIsATimeout() throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      provider.reply(Reply.stream().piece("It").hang());
      List<String> pieces = new ArrayList<>();
      assertThatThrownBy(() -> complete(provider, pieces))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo("llm_timeout"));
      assertThat(pieces).containsExactly("It");
      assertThat(provider.take().closed()).succeedsWithin(Duration.ofSeconds(1));
    }
  }

  @Test
  void silenceBeforeItIsAModelThatThinks() throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      CompletableFuture<Void> thought = new CompletableFuture<>();
      provider.reply(Reply.stream().await(thought).piece("42").end());
      thought.completeOnTimeout(null, 2 * STALL.toMillis(), TimeUnit.MILLISECONDS);
      List<String> pieces = new ArrayList<>();
      complete(provider, pieces);
      assertThat(pieces).containsExactly("42");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 20", "20, 20", "40, 20", "60, 30", "300, 150"})
  void theLimitFollowsTheTimeOfTheCall(long time, long limit) {
    assertThat(StreamedCalls.stallLimit(Duration.ofSeconds(time)))
        .isEqualTo(Duration.ofSeconds(limit));
  }

  private void complete(ScriptedProvider provider, List<String> pieces) {
    OpenAiStreamingChatModel model =
        new OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder()
            .httpClientBuilder(http.builder())
            .baseUrl(provider.baseUrl())
            .modelName("m")
            .build();
    calls.complete(model, LanguageModelContract.request("Hello"), pieces::add, new Cancellation());
  }
}
