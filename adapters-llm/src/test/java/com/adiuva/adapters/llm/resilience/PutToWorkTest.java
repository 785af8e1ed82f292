package com.adiuva.adapters.llm.resilience;

import static com.adiuva.adapters.llm.resilience.ActedModel.status;
import static com.adiuva.adapters.llm.resilience.ActedModel.unreachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.HeardAnswer;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.shared.ProblemException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/// Who may charge for a call that came to nothing.
final class PutToWorkTest {
  private final FakeTime time = new FakeTime();
  private final ActedModel first = new ActedModel("a/first");
  private final ActedModel second = new ActedModel("b/second");
  private final Cancellation cancellation = new Cancellation();
  private final HeardAnswer heard = new HeardAnswer();

  @Test
  void aFallbackThatBreaksIsNamed() {
    first.otherwise(() -> status(500));
    second.then(second.breaks("half an "));
    assertThatThrownBy(this::ask).isInstanceOf(ProblemException.class);
    assertThat(heard.pieces()).containsExactly("half an ");
    assertThat(heard.accepted()).containsExactly("b/second");
  }

  @Test
  void nobodyWhereAllRefuse() {
    first.then(status(429), unreachable(), status(401));
    second.otherwise(() -> status(400));
    assertThatThrownBy(this::ask).isInstanceOf(ProblemException.class);
    assertThat(heard.accepted()).isEmpty();
  }

  @Test
  void nobodyWhereCancelledBeforeTheNextAttempt() {
    first.then(onText -> {
      cancellation.cancel();
      status(429).play(onText);
    });
    assertThatThrownBy(this::ask).isInstanceOf(CancellationException.class);
    assertThat(heard.accepted()).isEmpty();
  }

  @Test
  void whoBeganToAnswerIsKnownThoughAnotherRefusedAfterIt() {
    first.then(first.breaks(), status(401));
    second.otherwise(() -> status(401));
    assertThatThrownBy(this::ask).isInstanceOf(ProblemException.class);
    assertThat(heard.accepted()).containsExactly("a/first");
  }

  private void ask() {
    new Resilience(new Random(2), time, time)
        .resilient(first, List.of(second))
        .complete(LanguageModelContract.request("Hello"), heard, cancellation);
  }
}
