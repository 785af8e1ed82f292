package com.adiuva.adapters.http.health;

import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// `/openapi.yaml`: what this server speaks, for people and generators.
public final class SpecificationRoutes implements RouteGroup {
  private static final String RESOURCE = "/openapi.yaml";

  @Override
  public void addTo(Routes routes) {
    byte[] specification = load();
    routes.getHereAndAtRoot(
        RESOURCE,
        Access.PUBLIC,
        exchange -> exchange.respond(200, "application/yaml", specification));
  }

  private static byte[] load() {
    try (InputStream in = SpecificationRoutes.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource missing: " + RESOURCE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
