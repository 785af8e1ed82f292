package com.adiuva.adapters.http.server;

import com.adiuva.adapters.http.shared.AllowedOrigins;
import com.adiuva.adapters.http.shared.TrustedProxies;
import java.time.Duration;

/// How the server listens.
///
/// @param port 0 takes any free one
/// @param version what `/health` answers
/// @param dev whether `ENV` is `dev`
/// @param stopTimeout how long requests in flight may go on after a stop was asked for
/// @param maxConnections how many connections may be open; who comes then waits until one closes
public record HttpSettings(
    String host,
    int port,
    AllowedOrigins corsOrigins,
    TrustedProxies trustedProxies,
    String version,
    boolean dev,
    Duration stopTimeout,
    int maxConnections) {
  /// Enough for a small instance's sockets and few enough for its memory.
  private static final int MAX_CONNECTIONS = 10_000;

  /// With as many connections as an instance takes unless told otherwise.
  public HttpSettings(
      String host,
      int port,
      AllowedOrigins corsOrigins,
      TrustedProxies trustedProxies,
      String version,
      boolean dev,
      Duration stopTimeout) {
    this(host, port, corsOrigins, trustedProxies, version, dev, stopTimeout, MAX_CONNECTIONS);
  }
}
