package com.adiuva.adapters.http.testkit;

import com.adiuva.adapters.http.json.Fields;
import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Routes that only tests have: one that echoes, one that breaks, one that waits.
public final class ProbeRoutes implements RouteGroup {
  public final CountDownLatch waiting = new CountDownLatch(1);
  public final CountDownLatch release = new CountDownLatch(1);
  public final CountDownLatch stopping = new CountDownLatch(1);

  @Override
  public void addTo(Routes routes) {
    routes.post(
        "/probe/echo",
        Access.PUBLIC,
        exchange -> {
          Fields body = exchange.jsonBody();
          exchange.respond(200, Json.fromDomain(body.json()));
        });
    routes.post(
        "/probe/small",
        Access.PUBLIC,
        100,
        exchange -> {
          exchange.jsonBody();
          exchange.respond(204);
        });
    routes.get(
        "/probe/address",
        Access.PUBLIC,
        exchange ->
            exchange.respond(200, Json.object().put("address", exchange.clientInfo().address())));
    routes.get(
        "/probe/broken",
        Access.PUBLIC,
        exchange -> {
          throw new IllegalStateException("SELECT secret FROM " + exchange.requestId());
        });
    routes.get(
        "/probe/fatal",
        Access.PUBLIC,
        exchange -> {
          throw new LinkageError("SELECT secret FROM " + exchange.requestId());
        });
    routes.get(
        "/probe/limited",
        Access.PUBLIC,
        exchange -> {
          throw new ProblemException(new Problem.RateLimited(Duration.ofMillis(1500)));
        });
    routes.get(
        "/probe/wait",
        Access.PUBLIC,
        exchange -> {
          waiting.countDown();
          try {
            boolean released = release.await(20, TimeUnit.SECONDS);
            exchange.respond(200, Json.object().put("released", released));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    routes.get(
        "/probe/items/{id}",
        Access.AUTHENTICATED,
        exchange -> exchange.respond(200, Json.object().put("id", exchange.pathParam("id"))));
  }

  @Override
  public void stopping() {
    stopping.countDown();
  }
}
