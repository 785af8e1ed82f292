package com.adiuva.adapters.persistence.limits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import redis.clients.jedis.JedisPooled;
import redis.embedded.RedisServer;

/// A real Redis in a process of its own.
public final class TestRedis implements AutoCloseable {
  private final int port;
  private RedisServer server;

  private TestRedis(int port) throws IOException {
    this.port = port;
    this.server = launch(port);
  }

  private static final class Shared {
    private static final TestRedis REDIS = start();
  }

  /// The one of this JVM, which nobody stops.
  public static TestRedis shared() {
    return Shared.REDIS;
  }

  /// One of one's own.
  public static TestRedis start() {
    try {
      return new TestRedis(freePort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What `REDIS_URL` may be.
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /// Ends it; what it knew is gone.
  public void stop() throws IOException {
    server.stop();
  }

  /// Starts it again, after a stop, where it was.
  public void restart() throws IOException {
    server = launch(port);
  }

  /// From now on nobody new is let in without it.
  void requirePassword(String password) {
    try (JedisPooled redis = RedisConnections.to(RedisUrl.parse(url()), Duration.ofSeconds(20))) {
      redis.configSet("requirepass", password);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  private static RedisServer launch(int port) throws IOException {
    RedisServer server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .onShutdownForceStop(true)
            .build();
    server.start();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
