package com.adiuva.adapters.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Racers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PartBuffersTest {
  @Test
  void nobodyGetsMoreThanThereIs() {
    PartBuffers buffers = new PartBuffers(Duration.ofMillis(20));
    try (PartBuffer large = buffers.take(48 << 20)) {
      try (PartBuffer small = buffers.take(1)) {
        assertThat(large.size() + small.size()).isZero();
        assertThat(buffers.freeBytes()).isEqualTo(12 << 20);
        assertThatThrownBy(() -> buffers.take(16 << 20)).isInstanceOf(ProblemException.class);
      }
      buffers.take(16 << 20).close();
    }
    buffers.take(64 << 20).close();
    assertThat(buffers.freeBytes()).isEqualTo(64 << 20);
  }

  @Test
  void whoWaitsGetsWhatOthersGiveBack() throws Exception {
    PartBuffers buffers = new PartBuffers(Duration.ofSeconds(30));
    AtomicInteger holders = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Racers.race(
        12,
        () -> {
          for (int i = 0; i < 20; i++) {
            try (PartBuffer buffer = buffers.take(16 << 20)) {
              most.accumulateAndGet(holders.incrementAndGet() + buffer.size(), Math::max);
              holders.decrementAndGet();
            }
          }
          return holders;
        });
    assertThat(most.get()).isLessThanOrEqualTo(4);
    assertThat(buffers.freeBytes()).isEqualTo(64 << 20);
  }
}
