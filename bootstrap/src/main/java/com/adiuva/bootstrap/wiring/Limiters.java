package com.adiuva.bootstrap.wiring;

import com.adiuva.adapters.persistence.limits.InProcessRateLimiter;
import com.adiuva.adapters.persistence.limits.RedisRateLimiter;
import com.adiuva.application.limits.RequestLimits;
import com.adiuva.bootstrap.settings.LimitSettings;
import com.adiuva.domain.limits.RateLimiter;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What counts.
///
/// @param doors counts those who are not signed in
/// @param requests counts those who are
public record Limiters(RateLimiter doors, RequestLimits requests) {
  private static final Logger log = LoggerFactory.getLogger(Limiters.class);

  /// For each of two: whoever floods the open doors fills one and leaves room in the other.
  private static final long BYTES = 32L << 20;

  public static Limiters open(LimitSettings settings, Clock clock, Opened opened)
      throws StartException {
    if (settings.redis().isEmpty()) {
      return new Limiters(inProcess(), requests(inProcess(), settings, clock));
    }
    RedisRateLimiter redis = opened.open(() -> new RedisRateLimiter(settings.redis().get()));
    if (!redis.isAnswering()) {
      log.warn("REDIS_URL: nobody answers there yet; until then only logins are refused");
    }
    return new Limiters(redis, requests(redis, settings, clock));
  }

  private static RateLimiter inProcess() {
    return new InProcessRateLimiter(System::nanoTime, BYTES);
  }

  private static RequestLimits requests(RateLimiter limiter, LimitSettings settings, Clock clock) {
    return new RequestLimits(
        limiter,
        settings.window(),
        () -> log.warn("the limiter does not answer: requests are not counted"),
        clock);
  }
}
