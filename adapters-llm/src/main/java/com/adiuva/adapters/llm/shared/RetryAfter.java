package com.adiuva.adapters.llm.shared;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads how long a provider asks us to wait. The form with a date is not read: no provider of
/// language models sends it, and it needs two clocks that agree.
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,6})(?:\\.\\d{1,9})?");
  private static final Pattern MILLISECONDS = Pattern.compile("(\\d{1,9})(?:\\.\\d{1,9})?");

  private RetryAfter() {}

  static @Nullable Duration in(HttpHeaders headers) {
    Optional<Duration> fine =
        headers
            .firstValue("retry-after-ms")
            .map(String::strip)
            .filter(value -> MILLISECONDS.matcher(value).matches())
            .map(value -> Duration.ofMillis((long) Math.ceil(Double.parseDouble(value))));
    return fine.or(() ->
            headers
                .firstValue("retry-after")
                .map(String::strip)
                .filter(value -> SECONDS.matcher(value).matches())
                .map(
                    value -> Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1000))))
        .orElse(null);
  }
}
