package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class KeptFramesTest {
  private static final String HALF = "x".repeat(KeptFrames.BOUND / 2);
  private static final long ALL = 10L * KeptFrames.BOUND;

  private final AtomicLong room = new AtomicLong(ALL);
  private final KeptFrames kept = new KeptFrames(room);

  private static void assertGone(KeptFrames frames, long after) {
    assertThatThrownBy(() -> frames.check(after))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.NotFound("run")));
  }

  @Test
  void whatWasSentMakesRoom() {
    assertThat(kept.add(1, HALF)).isTrue();
    assertThat(kept.add(2, HALF)).isTrue();
    kept.sent(1);
    assertThat(kept.add(3, "y")).isTrue();
    assertGone(kept, 0);
    kept.check(1);
    assertThat(kept.after(1)).extracting(KeptFrames.Frame::number).containsExactly(2L, 3L);
    assertThat(kept.after(3)).isEmpty();
    assertThat(room.get()).isEqualTo(ALL - HALF.length() - 1);
  }

  @Test
  void whatWasNotSentEndsTheKeeping() {
    assertThat(kept.add(1, HALF)).isTrue();
    assertThat(kept.add(2, HALF)).isTrue();
    assertThat(kept.add(3, "y")).isFalse();
    assertGone(kept, 3);
    assertThat(kept.add(4, "z")).isFalse();
    assertThat(room.get()).isEqualTo(ALL);
  }

  @Test
  void aFrameOverTheBoundIsNotKept() {
    assertThat(kept.add(1, HALF + HALF + "y")).isFalse();
    assertThat(room.get()).isEqualTo(ALL);
  }

  @Test
  void allShareOneBound() {
    AtomicLong little = new AtomicLong(3);
    KeptFrames first = new KeptFrames(little);
    KeptFrames second = new KeptFrames(little);
    assertThat(first.add(1, "äb")).isTrue();
    assertThat(second.add(1, "c")).isFalse();
    first.drop();
    first.drop();
    assertThat(little.get()).isEqualTo(3);
    assertGone(first, 1);
  }

  @Test
  void aFrameThatNeverWasIsWrong() {
    kept.check(0);
    kept.add(1, "a");
    kept.check(1);
    assertThatThrownBy(() -> kept.check(2))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.ValidationFailed.class));
  }
}
