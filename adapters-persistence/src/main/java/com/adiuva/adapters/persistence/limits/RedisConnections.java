package com.adiuva.adapters.persistence.limits;

import java.time.Duration;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;

/// A bounded pool of connections to a Redis, which gives up soon.
final class RedisConnections {
  /// A call is answered in well under a millisecond, so these serve tens of thousands a second.
  private static final int MOST = 16;

  /// Together a quarter of a second, about: the wait for a connection, and for an answer on it.
  private static final Duration FOR_A_CONNECTION = Duration.ofMillis(100);

  private static final int FOR_AN_ANSWER_MILLIS = 150;

  private RedisConnections() {}

  /// Connects when it is first used.
  static JedisPooled to(RedisUrl url) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MOST);
    pool.setMaxIdle(MOST);
    pool.setMaxWait(FOR_A_CONNECTION);
    pool.setJmxEnabled(false);
    DefaultJedisClientConfig.Builder client =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(FOR_AN_ANSWER_MILLIS)
            .socketTimeoutMillis(FOR_AN_ANSWER_MILLIS)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .database(url.database());
    if (url.user() != null) {
      client.user(url.user());
    }
    if (url.password() != null) {
      client.password(url.password());
    }
    if (url.tls()) {
      SSLParameters parameters = new SSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      client.ssl(true).sslParameters(parameters);
    }
    return new JedisPooled(new HostAndPort(url.host(), url.port()), client.build(), pool);
  }
}
