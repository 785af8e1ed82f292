package com.adiuva.adapters.http.billing;

import com.adiuva.adapters.http.json.FieldValue;
import com.adiuva.adapters.http.json.Fields;
import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.Idempotency;
import com.adiuva.adapters.http.shared.QueryParameters;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.billing.Billing;
import com.adiuva.application.billing.Order;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.billing.Subscription;
import com.adiuva.domain.shared.InvalidValueException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The caller's subscription.
public final class BillingRoutes implements RouteGroup {
  private static final String SUBSCRIPTION = "/billing/subscription";

  private final Billing billing;
  private final Idempotency idempotency;

  public BillingRoutes(Billing billing, Idempotency idempotency) {
    this.billing = billing;
    this.idempotency = idempotency;
  }

  @Override
  public void addTo(Routes routes) {
    routes.post("/billing/checkout", Access.AUTHENTICATED, idempotency.once(this::checkout));
    routes.post("/billing/portal", Access.AUTHENTICATED, this::portal);
    routes.get(SUBSCRIPTION, Access.AUTHENTICATED, this::subscription);
    routes.delete(SUBSCRIPTION, Access.AUTHENTICATED, this::cancel);
    routes.post(SUBSCRIPTION + "/resume", Access.AUTHENTICATED, this::resume);
    routes.post(SUBSCRIPTION + "/change", Access.AUTHENTICATED, idempotency.once(this::change));
  }

  private void checkout(Exchange exchange) {
    URI page = billing.checkout(exchange.caller(), order(exchange));
    exchange.respond(200, Json.object().put("checkout_url", page.toString()));
  }

  private void portal(Exchange exchange) {
    URI portal = billing.portal(exchange.caller());
    exchange.respond(200, Json.object().put("portal_url", portal.toString()));
  }

  private void subscription(Exchange exchange) {
    Billing.Overview overview = billing.subscription(exchange.caller());
    Subscription subscription = overview.subscription();
    ObjectNode body = Json.object().put("tier", overview.tier().wireName());
    if (subscription == null) {
      body.put("status", "none")
          .putNull("current_period_end")
          .putNull("cancel_at_period_end")
          .putNull("stripe_subscription_id");
    } else {
      body.put("status", subscription.status().wireName())
          .put("current_period_end", millis(subscription.currentPeriodEnd()))
          .put("cancel_at_period_end", subscription.cancelAtPeriodEnd())
          .put("stripe_subscription_id", subscription.stripeId());
    }
    exchange.respond(200, body);
  }

  private void cancel(Exchange exchange) {
    QueryParameters query = exchange.query();
    Billing.When when = query.optional("when", BillingRoutes::when).orElse(Billing.When.PERIOD_END);
    query.check();
    Instant end = billing.cancel(exchange.caller(), when);
    exchange.respond(200, Json.object().put("ok", true).put("cancel_at", millis(end)));
  }

  private void resume(Exchange exchange) {
    billing.resume(exchange.caller());
    exchange.respond(200, Json.object().put("ok", true));
  }

  private void change(Exchange exchange) {
    billing.change(exchange.caller(), order(exchange));
    exchange.respond(200, Json.object().put("ok", true));
  }

  private static Order order(Exchange exchange) {
    Fields body = exchange.jsonBody();
    FieldValue<Tier> tier = body.parse("tier", BillingRoutes::paidTier);
    int seats = (int) body.optionalInteger("seats", 1, Order.MOST_SEATS).orElse(1);
    if (tier.isPresent() && tier.get() != Tier.TEAM && seats > 1) {
      body.violation("seats", "value_error", "only team has seats");
    }
    body.check();
    return new Order(tier.get(), seats);
  }

  private static Tier paidTier(String name) {
    if (name.equals(Tier.FREE.wireName())) {
      throw new InvalidValueException("enum", "must be one of pro, power, team");
    }
    return Tier.ofWireName(name);
  }

  private static Billing.When when(String name) {
    return switch (name) {
      case "period_end" -> Billing.When.PERIOD_END;
      case "now" -> Billing.When.NOW;
      default -> throw new InvalidValueException("enum", "must be one of period_end, now");
    };
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : (Long) time.toEpochMilli();
  }
}
