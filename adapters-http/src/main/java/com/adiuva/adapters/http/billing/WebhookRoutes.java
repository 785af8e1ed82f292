package com.adiuva.adapters.http.billing;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.problems.Unspoken;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.billing.HandledEvent;
import com.adiuva.application.billing.Webhooks;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where Stripe tells us what happened. Who it is, the signature over the bytes says; how they are
/// labelled does not matter.
public final class WebhookRoutes implements RouteGroup {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookRoutes.class);
  private static final long BODY_LIMIT = 256 * 1024;

  private final Webhooks webhooks;

  public WebhookRoutes(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  public void addTo(Routes routes) {
    routes.post("/billing/webhook", Access.PUBLIC, BODY_LIMIT, this::receive);
  }

  private void receive(Exchange exchange) {
    List<String> signatures = exchange.headers("Stripe-Signature");
    String signature = signatures.size() == 1 ? signatures.getFirst() : null;
    log(webhooks.receive(exchange.bytes(), signature));
    exchange.respond(200, Json.object().put("ok", true));
  }

  private static void log(HandledEvent handled) {
    var line =
        handled.failure() == null
            ? LOG.atInfo()
            : LOG.atError().setCause(Unspoken.of(handled.failure()));
    line.addKeyValue("event_id", handled.event().id())
        .addKeyValue("event_type", handled.event().type())
        .addKeyValue("customer_id", handled.event().customerId())
        .addKeyValue("outcome", handled.outcome())
        .addKeyValue("problem", handled.problem())
        .log("billing event received");
  }
}
