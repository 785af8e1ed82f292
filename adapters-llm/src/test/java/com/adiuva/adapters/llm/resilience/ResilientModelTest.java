package com.adiuva.adapters.llm.resilience;

import static com.adiuva.adapters.llm.resilience.ActedModel.status;
import static com.adiuva.adapters.llm.resilience.ActedModel.timesOut;
import static com.adiuva.adapters.llm.resilience.ActedModel.unreachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResilientModelTest {
  private final FakeTime time = new FakeTime();
  private final Resilience resilience = new Resilience(new Random(4), time, time);
  private final ActedModel first = new ActedModel("a/first");
  private final ActedModel second = new ActedModel("b/second");
  private final ActedModel third = new ActedModel("c/third");
  private final List<String> pieces = new ArrayList<>();

  @Test
  void isCalledLikeTheModelItIsFor() {
    assertThat(resilience.resilient(first, List.of(second)).name()).isEqualTo("a/first");
    Completion completion = ask(first, second);
    assertThat(completion.text()).isEqualTo("by a/first");
    assertThat(completion.model()).isEmpty();
    assertThat(second.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504, 529})
  void asksAgainWhenTheProviderErred(int status) {
    first.then(status(status), status(status));
    assertThat(ask(first, second).text()).isEqualTo("by a/first");
    assertThat(first.calls).hasSize(3);
    assertThat(pieces).containsExactly("by ", "a/first");
    assertThat(time.pauses).hasSize(2);
    assertThat(time.pauses.get(0)).isBetween(Duration.ZERO, Duration.ofMillis(50));
    assertThat(time.pauses.get(1)).isBetween(Duration.ZERO, Duration.ofMillis(100));
  }

  @Test
  void jitterIsFullAndGrowsToItsCap() {
    Backoff backoff = new Backoff(new Random(1));
    for (int failures = 1; failures <= 40; failures++) {
      long limit = Math.min(2000, 50L << Math.min(failures - 1, 10));
      List<Long> waits = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        waits.add(backoff.after(failures).toMillis());
      }
      assertThat(waits)
          .allMatch(wait -> wait >= 0 && wait <= limit)
          .anyMatch(wait -> wait < limit / 4)
          .anyMatch(wait -> wait > limit * 3 / 4);
    }
  }

  @Test
  void fallsBackAfterThreeFailuresAndSaysWhoAnswered() {
    first.then(status(500), unreachable(), status(429));
    second.then(unreachable(), unreachable(), unreachable());
    Completion completion = ask(first, second, third);
    assertThat(completion.text()).isEqualTo("by c/third");
    assertThat(completion.model()).isEqualTo("c/third");
    assertThat(first.calls).hasSize(3);
    assertThat(second.calls).hasSize(3);
    assertThat(pieces).containsExactly("by ", "c/third");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 413, 422})
  void doesNotRepeatWhatWasRefusedButAsksOthers(int status) {
    first.then(status(status));
    assertThat(ask(first, second).model()).isEqualTo("b/second");
    assertThat(first.calls).hasSize(1);
    assertThat(time.pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 413})
  void aRefusalByAllIsAFailureOfTheModel(int status) {
    first.then(status(status));
    second.then(status(status));
    assertThat(problem(first, second)).isEqualTo("llm_failed");
    assertThat(first.calls).hasSize(1);
    assertThat(second.calls).hasSize(1);
  }

  @Test
  void nobodyReachableIsUnavailableSoon() {
    first.otherwise(ActedModel::unreachable);
    second.otherwise(ActedModel::unreachable);
    assertThat(problem(first, second)).isEqualTo("llm_unavailable");
    assertThat(first.calls).hasSize(3);
    assertThat(second.calls).hasSize(3);
    assertThat(waited()).isLessThan(Duration.ofMillis(301));
  }

  @Test
  void waitsAsLongAsTheProviderSaysButOnce() {
    Duration threeSeconds = Duration.ofSeconds(3);
    first.then(status(429, threeSeconds), status(429, threeSeconds), status(429, threeSeconds));
    assertThat(ask(first, second).model()).isEqualTo("b/second");
    assertThat(time.pauses).hasSize(2).startsWith(threeSeconds);
    assertThat(time.pauses.get(1)).isLessThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void doesNotWaitForAProviderThatWantsALongTime() {
    first.then(status(429, Duration.ofSeconds(6)));
    assertThat(ask(first, second).model()).isEqualTo("b/second");
    assertThat(time.pauses).isEmpty();
    first.otherwise(() -> status(429, Duration.ofMinutes(10)));
    assertThat(problem(first)).isEqualTo("llm_failed");
    assertThat(first.calls).hasSize(2);
  }

  @Test
  void givesNoSecondAnswerOnceTextWasHandedOn() {
    first.then(onText -> {
      onText.accept("half an ");
      status(500).play(onText);
    });
    assertThat(problem(first, second)).isEqualTo("llm_failed");
    assertThat(pieces).containsExactly("half an ");
    assertThat(first.calls).hasSize(1);
    assertThat(second.calls).isEmpty();
  }

  @Test
  void whatTheListenerThrowsIsNobodysFailure() {
    ProblemException own = new ProblemException(new Problem.LlmUnavailable());
    LanguageModel model = resilience.resilient(first, List.of(second));
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() ->
              model.complete(
                  LanguageModelContract.request("Hello"),
                  piece -> {
                    throw own;
                  },
                  new Cancellation()))
          .isSameAs(own);
    }
    assertThat(first.calls).as("still let through").hasSize(50);
    assertThat(second.calls).isEmpty();
  }

  @Test
  void allCallsShareOneDeadline() {
    first.otherwise(() ->
        onText -> {
          time.pass(Duration.ofSeconds(4));
          status(500).play(onText);
        });
    second.otherwise(() ->
        onText -> {
          time.pass(Duration.ofSeconds(4));
          status(503).play(onText);
        });
    assertThat(problem(first, second)).isEqualTo("llm_failed");
    assertThat(first.calls).as("until half of the time is over").hasSize(2);
    assertThat(first.calls.get(0)).isEqualTo(Duration.ofSeconds(10));
    assertThat(first.calls.get(1)).isBetween(Duration.ofMillis(5950), Duration.ofSeconds(6));
    assertThat(second.calls).hasSize(1);
    assertThat(second.calls.get(0)).isBetween(Duration.ofMillis(1850), Duration.ofSeconds(2));
  }

  @Test
  void asksOthersButNotTheSameAfterATimeout() {
    first.then(timesOut());
    assertThat(ask(first, second).model()).isEqualTo("b/second");
    assertThat(first.calls).hasSize(1);
    first.then(timesOut());
    assertThat(problem(first)).isEqualTo("llm_timeout");
  }

  @Test
  void otherModelsGetAnotherRoundButAlwaysAnEnd() {
    first.otherwise(() -> status(500));
    second.otherwise(() -> status(500));
    assertThat(problem(first, second)).isEqualTo("llm_failed");
    assertThat(first.calls.size() + second.calls.size()).isEqualTo(15);
    first.calls.clear();
    assertThat(problem(first)).isEqualTo("llm_failed");
    assertThat(first.calls).as("nobody to fall back on").hasSize(3);
  }

  @Test
  void cancellingEndsTheWaitAndAllFurtherCalls() {
    Cancellation cancellation = new Cancellation();
    first.then(onText -> {
      cancellation.cancel();
      status(500).play(onText);
    });
    LanguageModel model = resilience.resilient(first, List.of(second));
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() ->
            model.complete(LanguageModelContract.request("Hello"), pieces::add, cancellation));
    assertThat(first.calls).hasSize(1);
    assertThat(second.calls).isEmpty();
  }

  @Test
  void sparesAModelThatKeepsFailingForAllWhoUseIt() {
    first.otherwise(() -> status(500));
    for (int i = 0; i < CircuitBreaker.FEWEST_VISITS; i++) {
      ask(first, second);
    }
    int before = first.calls.size();
    ask(first, second);
    assertThat(ask(third, first).text()).isEqualTo("by c/third");
    third.then(status(400));
    assertThat(problem(third, first)).isEqualTo("llm_failed");
    assertThat(problem(first)).isEqualTo("llm_unavailable");
    assertThat(first.calls).hasSize(before);
    time.pass(CircuitBreaker.OPEN);
    first.otherwise(() -> ActedModel.ANSWER);
    assertThat(ask(first, second).text()).isEqualTo("by a/first");
  }

  @Test
  void refusalsOfOneUsersRequestsSpareNobody() {
    first.otherwise(() -> status(400));
    for (int i = 0; i < 100; i++) {
      ask(first, second);
    }
    assertThat(first.calls).hasSize(100);
  }

  @Test
  void oneThatStandsTwiceInTheListIsAskedOnce() {
    first.otherwise(() -> status(401));
    assertThat(problem(first, first, first)).isEqualTo("llm_failed");
    assertThat(first.calls).hasSize(1);
  }

  private Completion ask(LanguageModel model, LanguageModel... fallbacks) {
    return resilience
        .resilient(model, List.of(fallbacks))
        .complete(LanguageModelContract.request("Hello"), pieces::add, new Cancellation());
  }

  private String problem(LanguageModel model, LanguageModel... fallbacks) {
    try {
      ask(model, fallbacks);
    } catch (ProblemException e) {
      return e.problem().code();
    }
    throw new AssertionError("it answered");
  }

  private Duration waited() {
    return time.pauses.stream().reduce(Duration.ZERO, Duration::plus);
  }
}
