package com.adiuva.adapters.persistence.limits;

import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/// The script that counts, which Redis runs as one step.
///
/// @param digest what Redis knows it by once it has run
record SlidingWindowScript(String text, String digest) {
  private static final int NANOS_PER_MICRO = 1_000;

  static SlidingWindowScript load() {
    try (InputStream in = SlidingWindowScript.class.getResourceAsStream("sliding-window.lua")) {
      if (in == null) {
        throw new IllegalStateException("sliding-window.lua is not there");
      }
      byte[] bytes = in.readAllBytes();
      // Redis names scripts so; nothing hangs on its strength.
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
      return new SlidingWindowScript(
          new String(bytes, StandardCharsets.UTF_8), HexFormat.of().formatHex(digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Counts an event, or refuses it.
  ///
  /// @param now the time in microseconds; empty is Redis's own
  Verdict run(UnifiedJedis redis, String key, RateLimit limit, String now) {
    // Rounded up: a window may be longer than asked for, not shorter.
    long micros = Math.ceilDiv(limit.window().toNanos(), NANOS_PER_MICRO);
    List<String> keys = List.of(key);
    List<String> arguments = List.of(Integer.toString(limit.permits()), Long.toString(micros), now);
    try {
      return verdict(redis.evalsha(digest, keys, arguments));
    } catch (JedisNoScriptException e) {
      return verdict(redis.eval(text, keys, arguments));
    }
  }

  private static Verdict verdict(Object answer) {
    if (answer instanceof List<?> list
        && list.size() == 3
        && list.get(0) instanceof Long admitted
        && list.get(1) instanceof Long remaining
        && list.get(2) instanceof Long micros) {
      Duration wait = Duration.ofNanos(micros * NANOS_PER_MICRO);
      return admitted == 1
          ? Verdict.admitted(Math.toIntExact(remaining), wait)
          : Verdict.refused(wait);
    }
    throw new IllegalStateException("the script answered something else");
  }
}
