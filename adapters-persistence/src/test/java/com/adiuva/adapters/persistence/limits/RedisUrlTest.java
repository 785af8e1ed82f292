package com.adiuva.adapters.persistence.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisUrlTest {
  @Test
  void readsEveryPart() {
    assertThat(RedisUrl.parse(" redis://ann:p%40ss+word@redis.example.org:6380/2 "))
        .isEqualTo(new RedisUrl("redis.example.org", 6380, false, "ann", "p@ss+word", 2));
    assertThat(RedisUrl.parse("rediss://:secret@[::1]"))
        .isEqualTo(new RedisUrl("::1", 6379, true, null, "secret", 0));
    assertThat(RedisUrl.parse("valkey://localhost/"))
        .isEqualTo(new RedisUrl("localhost", 6379, false, null, null, 0));
    assertThat(RedisUrl.parse("valkeys://localhost").tls()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:6379",
        "http://localhost",
        "redis://",
        "redis://secret@localhost",
        "redis://:secret@localhost:0",
        "redis://:secret@localhost:70000",
        "redis://:sec%ret@localhost",
        "redis://:secret@localhost/first",
        "redis://:secret@localhost:6379?timeout=1"
      })
  void refusesWhatItCannotReadWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> RedisUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret", "sec%ret");
  }

  @Test
  void keepsThePasswordToItself() {
    assertThat(RedisUrl.parse("rediss://ann:secret@localhost/1"))
        .asString()
        .contains("localhost:6379", "TLS")
        .doesNotContain("secret");
  }
}
