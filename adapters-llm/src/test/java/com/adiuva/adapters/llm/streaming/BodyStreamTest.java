package com.adiuva.adapters.llm.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What has come counts, however the connection ends, once the last event was seen.
final class BodyStreamTest {
  private final BodyStream inTime = stream(Duration.ofMinutes(1));
  private final BodyStream late = stream(Duration.ZERO);

  @Test
  void aBreakIsAFailure() throws Exception {
    deliver(inTime);
    inTime.onError(new IOException("broken"));
    assertThat(inTime.read()).isEqualTo('x');
    assertThatThrownBy(inTime::read).isInstanceOf(IOException.class);
    assertThat(inTime.failure()).isEqualTo(new Problem.LlmFailed());
  }

  @Test
  void aBreakAfterTheLastEventIsAnEnd() throws Exception {
    deliver(inTime);
    inTime.expectEnd();
    inTime.onError(new IOException("broken"));
    assertThat(inTime.readAllBytes()).isNotEmpty();
    assertThat(inTime.failure()).isNull();
    assertThat(inTime.ended()).isTrue();
  }

  @Test
  void timeThatIsOverIsATimeout() {
    deliver(late);
    assertThatThrownBy(late::read).isInstanceOf(IOException.class);
    assertThat(late.failure()).isEqualTo(new Problem.LlmTimeout());
  }

  @Test
  void timeThatIsOverAfterTheLastEventIsAnEnd() throws Exception {
    deliver(late);
    late.expectEnd();
    assertThat(late.readAllBytes()).isNotEmpty();
    assertThat(late.failure()).isNull();
    assertThat(late.ended()).isTrue();
  }

  private static BodyStream stream(Duration time) {
    Deadline deadline = Deadline.after(time);
    return new BodyStream(deadline, deadline, Duration.ofMinutes(1), 1000);
  }

  private static void deliver(BodyStream body) {
    body.onNext(List.of(ByteBuffer.wrap("x".getBytes(UTF_8))));
  }
}
