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

  private RedisConnections() {}

  /// Connects when it is first used.
  ///
  /// @param patience at most about so long a call takes: two fifths of it for a connection, the
  ///   rest for an answer
  static JedisPooled to(RedisUrl url, Duration patience) {
    int forAnswer = Math.toIntExact(patience.toMillis() * 3 / 5);
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MOST);
    pool.setMaxIdle(MOST);
    pool.setMaxWait(patience.multipliedBy(2).dividedBy(5));
    pool.setJmxEnabled(false);
    DefaultJedisClientConfig.Builder client =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(forAnswer)
            .socketTimeoutMillis(forAnswer)
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
