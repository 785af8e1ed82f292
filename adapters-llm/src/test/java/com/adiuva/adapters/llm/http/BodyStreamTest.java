package com.adiuva.adapters.llm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.Problem;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What has come counts, however the connection ends, once the last event was seen.
final class BodyStreamTest {
  private final OneByte source = new OneByte();
  private final BodyStream inTime = stream(Duration.ofMinutes(1));
  private final BodyStream late = stream(Duration.ZERO);

  @Test
  void aBreakIsAFailure() throws Exception {
    source.then = new IOException("broken");
    assertThat(inTime.read()).isEqualTo('x');
    assertThatThrownBy(inTime::read).isInstanceOf(IOException.class);
    assertThat(inTime.failure()).isEqualTo(new Problem.LlmFailed());
    assertThat(source.isAborted()).isTrue();
  }

  @Test
  void aBreakAfterTheLastEventIsAnEnd() throws Exception {
    source.then = new IOException("broken");
    inTime.expectEnd();
    assertThat(inTime.readAllBytes()).isNotEmpty();
    assertThat(inTime.failure()).isNull();
    assertThat(inTime.ended()).isTrue();
  }

  @Test
  void whoBrokeItOffIsToldNoFailure() throws Exception {
    source.then = new IOException("broken");
    assertThat(inTime.read()).isEqualTo('x');
    source.abort();
    assertThatThrownBy(inTime::read).isInstanceOf(IOException.class);
    assertThat(inTime.failure()).isNull();
    assertThat(inTime.ended()).isFalse();
  }

  @Test
  void whatExpiresWithinAReadIsATimeout() throws Exception {
    source.then = new IOException("closed");
    assertThat(inTime.read()).isEqualTo('x');
    source.expire();
    assertThatThrownBy(inTime::read).isInstanceOf(IOException.class);
    assertThat(inTime.failure()).isEqualTo(new Problem.LlmTimeout());
  }

  @Test
  void theWaitIsTheStallLimitOnceItHasBegun() throws Exception {
    source.then = new IOException("closed");
    source.expiring = true;
    assertThat(inTime.read()).isEqualTo('x');
    assertThat(source.limit).isLessThanOrEqualTo(Duration.ofMinutes(1)).isPositive();
    assertThatThrownBy(inTime::read).isInstanceOf(IOException.class);
    assertThat(source.limit).isEqualTo(Duration.ofSeconds(20));
    assertThat(inTime.failure()).isEqualTo(new Problem.LlmTimeout());
  }

  @Test
  void timeThatIsOverIsATimeout() {
    assertThatThrownBy(late::read).isInstanceOf(IOException.class);
    assertThat(late.failure()).isEqualTo(new Problem.LlmTimeout());
  }

  @Test
  void timeThatIsOverAfterTheLastEventIsAnEnd() throws Exception {
    source.then = new IOException("closed");
    source.expiring = true;
    late.expectEnd();
    assertThat(late.readAllBytes()).isNotEmpty();
    assertThat(late.failure()).isNull();
    assertThat(late.ended()).isTrue();
    assertThat(source.isAborted()).as("a connection that was not read to its end").isTrue();
  }

  private BodyStream stream(Duration time) {
    Deadline deadline = Deadline.after(time);
    return new BodyStream(source, deadline, deadline, Duration.ofSeconds(20), 1000);
  }

  /// One byte, and then an exception or the end.
  private static final class OneByte implements BodyStream.Source {
    private boolean given;
    private boolean aborted;
    private boolean expired;
    private boolean expiring;
    private Duration limit = Duration.ZERO;
    private @Nullable IOException then;

    @Override
    public int read(byte[] target, int offset, int length, Duration most) throws IOException {
      limit = most;
      if (!given) {
        given = true;
        target[offset] = 'x';
        return 1;
      }
      IOException exception = then;
      if (exception != null) {
        if (expiring) {
          expire();
        }
        throw exception;
      }
      return -1;
    }

    @Override
    public void abort() {
      aborted = true;
    }

    void expire() {
      expired = true;
      aborted = true;
    }

    @Override
    public boolean isAborted() {
      return aborted;
    }

    @Override
    public boolean isExpired() {
      return expired;
    }
  }
}
