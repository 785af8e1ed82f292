package com.adiuva.adapters.storage.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.shared.Racers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ProbeTest {
  @Test
  void asksOnceHoweverManyWantToKnow() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Probe probe = new Probe(Duration.ofMinutes(1), () -> asked.incrementAndGet() == 1);
    assertThat(Racers.race(16, probe::answer)).containsOnly(true);
    assertThat(asked).hasValue(1);
  }

  @Test
  void asksAgainWhenItIsTime() {
    AtomicInteger asked = new AtomicInteger();
    Probe probe = new Probe(Duration.ZERO, () -> asked.incrementAndGet() == 1);
    assertThat(probe.answer()).isTrue();
    assertThat(probe.answer()).isFalse();
  }

  @Test
  void eachReasonIsLoggedNowAndThen() {
    SeldomLogged logged = new SeldomLogged();
    assertThat(logged.isDue("503 SlowDown")).isTrue();
    assertThat(logged.isDue("503 SlowDown")).isFalse();
    assertThat(logged.isDue("404 NoSuchBucket")).isTrue();
  }
}
