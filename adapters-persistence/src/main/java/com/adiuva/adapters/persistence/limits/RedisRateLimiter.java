package com.adiuva.adapters.persistence.limits;

import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.RateLimiter;
import com.adiuva.domain.limits.Verdict;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/// An exact sliding window per key in a Redis (from version 5 on) or Valkey, by whose clock all
/// instances of the server count together. One round trip an event.
///
/// A call takes about a quarter of a second at most, and when several in a row came to nothing,
/// Redis is left alone for a second. What it forgets, by a restart without persistence or a
/// failover to a replica that is behind, does not count any more.
public final class RedisRateLimiter implements RateLimiter, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisRateLimiter.class);
  private static final String PREFIX = "adiuva:limit:";
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Problem AWAY = new Problem.Overloaded(PAUSE);
  private static final SlidingWindowScript SCRIPT = SlidingWindowScript.load();

  private final JedisPooled redis;
  private final Supplier<String> now;
  private final Circuit circuit = new Circuit(System::nanoTime, PAUSE);

  /// Connects when it is first used.
  public RedisRateLimiter(RedisUrl url) {
    this(url, PATIENCE, () -> "");
  }

  /// @param patience how long a call takes at most, about
  /// @param now the time in microseconds, for tests; empty is Redis's own
  RedisRateLimiter(RedisUrl url, Duration patience, Supplier<String> now) {
    this.redis = RedisConnections.to(url, patience);
    this.now = now;
  }

  @Override
  public Verdict tryAcquire(String key, RateLimit limit) {
    return ask(connection -> SCRIPT.run(connection, PREFIX + key, limit, now.get()));
  }

  @Override
  public void refund(String key, RateLimit limit) {
    var _ = ask(connection -> connection.rpop(PREFIX + key));
  }

  /// Whether it can be reached now.
  public boolean isAnswering() {
    try {
      var _ = ask(JedisPooled::ping);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  private <T> T ask(Function<JedisPooled, T> question) {
    if (!circuit.isClosed()) {
      throw new ProblemException(AWAY);
    }
    try {
      T answer = askTwiceIfCutOff(question);
      if (circuit.succeeded()) {
        LOG.info("Redis answers again");
      }
      return answer;
    } catch (JedisDataException e) {
      // It answers, but not what it should: perhaps the one at the other end is a replica by now.
      redis.getPool().clear();
      LOG.warn("Redis refuses to count: {}", e.getMessage());
      throw new ProblemException(AWAY, e);
    } catch (JedisException e) {
      boolean busy = e.getCause() instanceof NoSuchElementException; // all connections are in use
      if (!busy && circuit.failed()) {
        LOG.warn("Redis does not answer: {}", e.getMessage());
      }
      throw new ProblemException(AWAY, e);
    }
  }

  /// After a restart of Redis every connection of the pool is dead. What was cut off may have been
  /// counted; then it counts twice, which harms less than not at all.
  private <T> T askTwiceIfCutOff(Function<JedisPooled, T> question) {
    try {
      return question.apply(redis);
    } catch (JedisConnectionException e) {
      if (e.getCause() instanceof SocketTimeoutException) {
        throw e;
      }
      redis.getPool().clear();
      return question.apply(redis);
    }
  }

  @Override
  public void close() {
    redis.close();
  }
}
