package com.adiuva.adapters.http.server;

import com.adiuva.adapters.http.health.HealthRoutes;
import com.adiuva.adapters.http.health.Readiness;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.accounts.Authentication;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.util.JavalinBindException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The HTTP server with all its routes. Started once, closed once.
public final class HttpServer implements AutoCloseable {
  private final HttpSettings settings;
  private final AtomicBoolean draining = new AtomicBoolean();
  private final Javalin engine;
  private @Nullable Routes routes;

  public HttpServer(
      HttpSettings settings,
      Authentication authentication,
      Readiness readiness,
      List<RouteGroup> groups) {
    this.settings = settings;
    this.engine =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.startup.startupWatcherEnabled = false;
          config.concurrency.useVirtualThreads = true;
          config.http.compressionStrategy = CompressionStrategy.NONE;
          config.jetty.host = settings.host();
          config.jetty.port = settings.port();
          config.jetty.modifyServer(server -> Edge.wrap(server, settings));
          config.jetty.modifyHttpConfiguration(Edge::harden);
          Routes all =
              new Routes(
                  config.routes, authentication, settings.trustedProxies(), settings.corsOrigins());
          new HealthRoutes(settings.version(), readiness, draining::get).addTo(all);
          groups.forEach(group -> group.addTo(all));
          this.routes = all;
        });
  }

  /// Opens the port and returns when requests are accepted.
  ///
  /// @throws PortUnavailableException when the port is taken or not ours to open
  public void start() {
    try {
      engine.start();
    } catch (JavalinBindException e) {
      throw new PortUnavailableException(
          "Cannot listen on "
              + settings.host()
              + ":"
              + settings.port()
              + ": the address is already in use or not permitted.",
          e);
    }
  }

  /// The port in use, also when the settings left the choice open.
  public int port() {
    return engine.port();
  }

  /// Everything that is routed, for the tests that compare it with the specification.
  public List<Routes.Operation> operations() {
    return routes == null ? List.of() : routes.operations();
  }

  /// Readiness says 503 from now on, new connections are refused, requests in flight finish within
  /// the stop timeout, sockets are closed with 1001.
  public void stopGracefully() {
    draining.set(true);
    engine.stop();
  }

  @Override
  public void close() {
    stopGracefully();
  }
}
