package com.adiuva.adapters.http.health;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// `/health`, for people, and `/health/live` and `/health/ready`, for supervisors; under the base
/// path and at the root.
public final class HealthRoutes implements RouteGroup {
  private final String version;
  private final Readiness readiness;
  private final BooleanSupplier draining;

  public HealthRoutes(String version, Readiness readiness, BooleanSupplier draining) {
    this.version = version;
    this.readiness = readiness;
    this.draining = draining;
  }

  @Override
  public void addTo(Routes routes) {
    routes.getHereAndAtRoot("/health", Access.PUBLIC, this::health);
    routes.getHereAndAtRoot("/health/live", Access.PUBLIC, this::live);
    routes.getHereAndAtRoot("/health/ready", Access.PUBLIC, this::ready);
  }

  private void health(Exchange exchange) {
    exchange.respond(200, Json.object().put("status", "ok").put("version", version));
  }

  private void live(Exchange exchange) {
    exchange.respond(200, Json.object().put("status", "ok"));
  }

  private void ready(Exchange exchange) {
    Map<String, Readiness.State> components = readiness.components();
    boolean away = draining.getAsBoolean() || components.get("database") == Readiness.State.DOWN;
    boolean degraded = components.containsValue(Readiness.State.DOWN);
    ObjectNode body =
        Json.object().put("status", away ? "unavailable" : degraded ? "degraded" : "ready");
    ObjectNode states = body.putObject("components");
    components.forEach((name, state) -> states.put(name, state.name().toLowerCase(Locale.ROOT)));
    if (away) {
      exchange.setHeader("Retry-After", "1");
    }
    exchange.respond(away ? 503 : 200, body);
  }
}
