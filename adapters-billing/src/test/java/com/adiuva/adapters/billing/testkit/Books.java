package com.adiuva.adapters.billing.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What a [ScriptedStripe] knows: objects as JSON, in Stripe's words. Whoever reads or changes it
/// holds its lock.
final class Books {
  static final String API_VERSION = "2026-05-27.dahlia";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  final Map<String, ObjectNode> customers = new LinkedHashMap<>();
  final Map<String, ObjectNode> prices = new LinkedHashMap<>();
  final Map<String, ObjectNode> sessions = new LinkedHashMap<>();
  final Map<String, ObjectNode> subscriptions = new LinkedHashMap<>();
  final List<StripeEvent> events = new ArrayList<>();
  private final Clock clock;
  private final AtomicInteger ids = new AtomicInteger();

  Books(Clock clock) {
    this.clock = clock;
    addPrice("price_pro_monthly", "prod_pro", 1500);
    addPrice("price_power_monthly", "prod_power", 2900);
    addPrice("price_team_monthly", "prod_team", 4900);
    addPrice("price_mug", "prod_mug", 900);
  }

  static ObjectNode json() {
    return JSON.objectNode();
  }

  String newId(String prefix) {
    return prefix + "_" + ids.incrementAndGet();
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  static long monthAfter(long seconds) {
    return seconds + Duration.ofDays(30).toSeconds();
  }

  /// Sells from now on at another price under the same lookup key.
  ObjectNode addPrice(String lookupKey, String product, int cents) {
    prices.values().stream()
        .filter(price -> price.path("lookup_key").asText().equals(lookupKey))
        .forEach(price -> price.putNull("lookup_key"));
    ObjectNode price =
        json()
            .put("id", newId("price"))
            .put("object", "price")
            .put("active", true)
            .put("billing_scheme", "per_unit")
            .put("created", now())
            .put("currency", "eur")
            .put("livemode", false)
            .put("lookup_key", lookupKey)
            .put("product", product)
            .put("type", "recurring")
            .put("unit_amount", cents)
            .put("unit_amount_decimal", String.valueOf(cents));
    price.set("metadata", json());
    price.set(
        "recurring",
        json().put("interval", "month").put("interval_count", 1).put("usage_type", "licensed"));
    prices.put(price.path("id").asText(), price);
    return price;
  }

  ObjectNode addSubscription(ObjectNode session, String status) {
    String id = newId("sub");
    long start = now();
    ObjectNode subscription =
        json()
            .put("id", id)
            .put("object", "subscription")
            .putNull("application")
            .put("billing_cycle_anchor", start)
            .putNull("cancel_at")
            .put("cancel_at_period_end", false)
            .putNull("canceled_at")
            .put("collection_method", "charge_automatically")
            .put("created", start)
            .put("currency", "eur")
            .put("customer", session.path("customer").asText())
            .putNull("ended_at")
            .put("livemode", false)
            .put("start_date", start)
            .put("status", status);
    subscription.set("billing_mode", json().put("type", "flexible"));
    subscription.set("metadata", session.path("subscription_metadata").deepCopy());
    ObjectNode items = json().put("object", "list").put("has_more", false);
    subscription.set("items", items.put("url", "/v1/subscription_items?subscription=" + id));
    items.putArray("data");
    ObjectNode order = (ObjectNode) session.path("order");
    addItem(subscription, order.path("price").asText(), order.path("quantity").asInt());
    subscriptions.put(id, subscription);
    return subscription;
  }

  ObjectNode addItem(ObjectNode subscription, String price, int quantity) {
    ObjectNode item =
        json()
            .put("id", newId("si"))
            .put("object", "subscription_item")
            .put("created", now())
            .put("current_period_start", now())
            .put("current_period_end", monthAfter(now()))
            .put("quantity", quantity)
            .put("subscription", subscription.path("id").asText());
    item.set("metadata", json());
    item.set("price", prices.get(price));
    subscription.withObject("/items").withArray("data").add(item);
    return item;
  }

  static ObjectNode firstItem(ObjectNode subscription) {
    return (ObjectNode) subscription.path("items").path("data").path(0);
  }

  static boolean hasEnded(ObjectNode subscription) {
    String status = subscription.path("status").asText();
    return status.equals("canceled") || status.equals("incomplete_expired");
  }

  void cancel(ObjectNode subscription) {
    subscription.put("status", "canceled").put("canceled_at", now()).put("ended_at", now());
    tell("customer.subscription.deleted", subscription);
  }

  /// Notes that something happened to an object, as it is now.
  void tell(String type, ObjectNode object) {
    events.add(event(type, object));
  }

  StripeEvent event(String type, ObjectNode object) {
    String id = newId("evt");
    ObjectNode event =
        json()
            .put("id", id)
            .put("object", "event")
            .put("api_version", API_VERSION)
            .put("created", now())
            .put("livemode", false)
            .put("pending_webhooks", 1)
            .put("type", type);
    event.set("data", json().set("object", object.deepCopy()));
    event.set("request", json().putNull("id").putNull("idempotency_key"));
    return new StripeEvent(id, type, event.toString());
  }
}
