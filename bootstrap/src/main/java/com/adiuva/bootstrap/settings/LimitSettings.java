package com.adiuva.bootstrap.settings;

import com.adiuva.adapters.persistence.limits.RedisUrl;
import com.adiuva.domain.shared.InvalidValueException;
import java.time.Duration;
import java.util.Optional;

/// How requests are counted.
///
/// @param redis where instances count together; empty means that each counts for itself
/// @param window in which a tier's requests per minute are allowed: a minute, but in tests
public record LimitSettings(Optional<RedisUrl> redis, Duration window) {
  private static final int MINUTE_MILLIS = 60_000;

  static LimitSettings of(Variables read) {
    return new LimitSettings(
        read.parsed("REDIS_URL", LimitSettings::redisUrl),
        Duration.ofMillis(
            read.integer("RATE_LIMIT_WINDOW_MILLIS", 1, MINUTE_MILLIS, MINUTE_MILLIS)));
  }

  private static RedisUrl redisUrl(String text) {
    try {
      return RedisUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("value_error", String.valueOf(e.getMessage()));
    }
  }
}
