package com.adiuva.adapters.http.server;

import com.adiuva.adapters.http.bodies.BodyBudget;
import com.adiuva.adapters.http.health.HealthRoutes;
import com.adiuva.adapters.http.health.Readiness;
import com.adiuva.adapters.http.health.SpecificationRoutes;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.accounts.Authentication;
import com.adiuva.application.limits.RequestLimits;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server with all its routes. Started once, closed once.
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private final HttpSettings settings;
  private final List<RouteGroup> groups;
  private final AtomicBoolean draining = new AtomicBoolean();
  private final List<Routes.Operation> operations = new ArrayList<>();
  private final Javalin engine;

  public HttpServer(
      HttpSettings settings,
      Authentication authentication,
      RequestLimits limits,
      Readiness readiness,
      List<RouteGroup> groups) {
    this.settings = settings;
    this.groups = List.copyOf(groups);
    this.engine =
        Javalin.create(config -> {
          Engine.configure(config, settings);
          addRoutes(config, authentication, limits, readiness);
        });
  }

  private void addRoutes(
      JavalinConfig config,
      Authentication authentication,
      RequestLimits limits,
      Readiness readiness) {
    Routes routes =
        new Routes(
            config.routes,
            authentication,
            limits,
            settings.trustedProxies(),
            settings.corsOrigins(),
            BodyBudget.ofHeap());
    new HealthRoutes(settings.version(), readiness, draining::get).addTo(routes);
    new SpecificationRoutes().addTo(routes);
    groups.forEach(group -> group.addTo(routes));
    operations.addAll(routes.operations());
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

  /// Every route that is registered.
  public List<Routes.Operation> operations() {
    return Collections.unmodifiableList(operations);
  }

  /// The port in use, also when the settings left the choice open.
  public int port() {
    return engine.port();
  }

  /// Readiness says 503 from now on, new connections are refused, every route group is told
  /// (sockets close with 1001), and requests in flight finish within the stop timeout. Doing it
  /// twice is no error.
  public void stopGracefully() {
    if (draining.compareAndSet(false, true)) {
      groups.forEach(RouteGroup::stopping);
      try {
        engine.stop();
      } catch (JavalinException e) {
        // Everything is closed by now; what did not finish in time was cut off.
        LOG.warn("Requests were still under way after {} s", settings.stopTimeout().toSeconds());
      }
    }
  }

  @Override
  public void close() {
    stopGracefully();
  }
}
