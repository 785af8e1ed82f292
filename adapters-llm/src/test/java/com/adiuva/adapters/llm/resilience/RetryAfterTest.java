package com.adiuva.adapters.llm.resilience;

import static com.adiuva.adapters.llm.resilience.ActedModel.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/// Providers that want to be left alone for longer than anybody likes to wait.
final class RetryAfterTest {
  private static final Duration BACK_OFF = Duration.ofMillis(200);

  private final FakeTime time = new FakeTime();
  private final ActedModel first = new ActedModel("a/first");
  private final ActedModel second = new ActedModel("b/second");
  private final Cancellation cancellation = new Cancellation();

  @Test
  void nobodyWaitsWhereAnotherModelAnswers() {
    first.then(busyFor(8));
    assertThat(ask(60, second).text()).isEqualTo("by b/second");
    assertThat(waited()).isZero();
  }

  @Test
  void theOnlyModelIsAwaited() {
    first.then(busyFor(8));
    assertThat(ask(60).text()).isEqualTo("by a/first");
    assertThat(waited()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(8).plus(BACK_OFF));
  }

  @Test
  void whereAllWantAWaitTheShortestIsTaken() {
    first.then(busyFor(20));
    second.then(busyFor(9));
    assertThat(ask(60, second).text()).isEqualTo("by b/second");
    assertThat(waited()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(9).plus(BACK_OFF));
    assertThat(first.calls).hasSize(1);
  }

  @Test
  void oneThatIsAwaitedNeedNotBeTheOnlyOneLeft() {
    first.then(busyFor(9));
    second.otherwise(() -> status(401));
    assertThat(ask(60, second).text()).isEqualTo("by a/first");
    assertThat(second.calls).as("refused for good").hasSize(1);
  }

  @Test
  void aWaitThatLeavesTooLittleTimeIsNotBegun() {
    first.otherwise(() -> busyFor(8));
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ask(15))
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo("llm_failed"));
    assertThat(waited()).isZero();
    assertThat(first.calls).hasSize(1);
  }

  @Test
  void oneThatNeverKeepsItsWordIsGivenUpInTime() {
    first.otherwise(() -> busyFor(8));
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> ask(60));
    assertThat(first.calls).hasSizeBetween(2, 8);
    assertThat(waited()).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void cancellingEndsTheWait() {
    first.then(onText -> {
      cancellation.cancel();
      busyFor(8).play(onText);
    });
    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> ask(60));
    assertThat(first.calls).hasSize(1);
  }

  private static ActedModel.Act busyFor(int seconds) {
    return status(429, Duration.ofSeconds(seconds));
  }

  private Completion ask(int seconds, ActedModel... fallbacks) {
    ModelRequest request = LanguageModelContract.request("Hello");
    return new Resilience(new Random(9), time, time)
        .resilient(first, List.of(fallbacks))
        .complete(
            new ModelRequest(request.messages(), List.of(), null, Duration.ofSeconds(seconds)),
            new ArrayList<String>()::add,
            cancellation);
  }

  private Duration waited() {
    return time.pauses.stream().reduce(Duration.ZERO, Duration::plus);
  }
}
