package com.adiuva.adapters.billing.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a [ScriptedStripe] does at each endpoint, once the shape of a request is known to be right.
final class Endpoints {
  private static final long SOONEST = Duration.ofMinutes(30).toSeconds();
  private static final long LATEST = Duration.ofHours(24).toSeconds();

  private final Books books;
  private volatile int largestPage = 100;

  Endpoints(Books books) {
    this.books = books;
  }

  void largestPage(int size) {
    largestPage = size;
  }

  ObjectNode act(String endpoint, StripeRequest request) {
    synchronized (books) {
      return switch (endpoint) {
        case "POST /v1/customers" -> createCustomer(request);
        case "GET /v1/customers/{id}" -> customer(id(request, 3));
        case "POST /v1/checkout/sessions" -> createSession(request);
        case "GET /v1/checkout/sessions" -> listSessions(request);
        case "GET /v1/checkout/sessions/{id}" -> session(id(request, 4));
        case "POST /v1/checkout/sessions/{id}/expire" -> expire(session(id(request, 4)));
        case "POST /v1/billing_portal/sessions" -> createPortal(request);
        case "GET /v1/prices" -> listPrices(request);
        case "GET /v1/subscriptions" -> listSubscriptions(request);
        case "GET /v1/subscriptions/{id}" -> subscription(id(request, 3));
        case "POST /v1/subscriptions/{id}" -> update(subscription(id(request, 3)), request);
        case "DELETE /v1/subscriptions/{id}" -> cancel(subscription(id(request, 3)));
        default -> throw new IllegalStateException("no such endpoint: " + endpoint);
      };
    }
  }

  private static String id(StripeRequest request, int segment) {
    return request.path().split("/")[segment];
  }

  private ObjectNode createCustomer(StripeRequest request) {
    ObjectNode customer =
        Books.json()
            .put("id", books.newId("cus"))
            .put("object", "customer")
            .put("created", books.now())
            .put("email", request.get("email"))
            .put("livemode", false);
    customer.set("metadata", metadata("metadata", request));
    books.customers.put(customer.path("id").asText(), customer);
    return customer;
  }

  /// A deleted one is answered, too, as little more than that.
  private ObjectNode customer(String id) {
    ObjectNode customer = books.customers.get(id);
    if (customer == null) {
      throw StripeError.missing("customer", id);
    }
    return customer;
  }

  private static ObjectNode metadata(String name, StripeRequest request) {
    ObjectNode metadata = Books.json();
    request
        .parameters()
        .forEach((key, value) -> {
          if (key.startsWith(name + "[")) {
            metadata.put(key.substring(name.length() + 1, key.length() - 1), value);
          }
        });
    return metadata;
  }

  private void requireCustomer(StripeRequest request) {
    String id = request.get("customer");
    ObjectNode customer = books.customers.get(id);
    if (customer == null || customer.path("deleted").asBoolean()) {
      throw StripeError.missingParam("customer", "customer", id);
    }
  }

  private ObjectNode price(String param, StripeRequest request) {
    ObjectNode price = books.prices.get(request.get(param));
    if (price == null) {
      throw StripeError.missingParam(param, "price", request.get(param));
    }
    if (!price.path("active").asBoolean()) {
      throw StripeError.invalid("resource_missing", param, "The price specified is inactive.");
    }
    return price;
  }

  private ObjectNode createSession(StripeRequest request) {
    requireCustomer(request);
    ObjectNode price = price("line_items[0][price]", request);
    long lifetime = Long.parseLong(request.get("expires_at")) - books.now();
    if (lifetime < SOONEST || lifetime > LATEST) {
      throw StripeError.invalid(
          "parameter_invalid", "expires_at", "Between 30 minutes and 24 hours from now.");
    }
    String id = books.newId("cs_test");
    ObjectNode session =
        Books.json()
            .put("id", id)
            .put("object", "checkout.session")
            .put("client_reference_id", request.get("client_reference_id"))
            .put("created", books.now())
            .put("customer", request.get("customer"))
            .put("expires_at", Long.parseLong(request.get("expires_at")))
            .put("livemode", false)
            .put("mode", request.get("mode"))
            .put("payment_status", "unpaid")
            .put("status", "open")
            .putNull("subscription")
            .put("success_url", request.get("success_url"))
            .put("url", "https://checkout.stripe.com/c/pay/" + id);
    session.set("metadata", metadata("metadata", request));
    session.set("subscription_metadata", metadata("subscription_data[metadata]", request));
    session.set(
        "order",
        Books.json()
            .put("price", price.path("id").asText())
            .put("quantity", Integer.parseInt(request.get("line_items[0][quantity]"))));
    books.sessions.put(id, session);
    return session;
  }

  private ObjectNode session(String id) {
    ObjectNode session = books.sessions.get(id);
    if (session == null) {
      throw StripeError.missing("checkout.session", id);
    }
    boolean open = session.path("status").asText().equals("open");
    if (open && books.now() >= session.path("expires_at").asLong()) {
      session.put("status", "expired").putNull("url");
      books.tell("checkout.session.expired", session);
    }
    return session;
  }

  private ObjectNode listSessions(StripeRequest request) {
    requireKnown(request.get("customer"));
    List.copyOf(books.sessions.keySet()).forEach(this::session); // some expire by that
    List<ObjectNode> newestFirst = new ArrayList<>(books.sessions.values());
    Collections.reverse(newestFirst);
    for (String filter : List.of("customer", "status")) {
      String wanted = request.get(filter);
      newestFirst.removeIf(one -> !wanted.isEmpty() && !one.path(filter).asText().equals(wanted));
    }
    return page("/v1/checkout/sessions", newestFirst, 100, request);
  }

  private ObjectNode expire(ObjectNode session) {
    if (!session.path("status").asText().equals("open")) {
      throw StripeError.invalid(
          null, null, "Only Checkout Sessions with a status in [\"open\"] can be expired.");
    }
    session.put("status", "expired").putNull("url");
    books.tell("checkout.session.expired", session);
    return session;
  }

  private ObjectNode createPortal(StripeRequest request) {
    requireCustomer(request);
    String id = books.newId("bps");
    return Books.json()
        .put("id", id)
        .put("object", "billing_portal.session")
        .put("customer", request.get("customer"))
        .put("livemode", false)
        .put("return_url", request.get("return_url"))
        .put("url", "https://billing.stripe.com/p/session/" + id);
  }

  private ObjectNode listPrices(StripeRequest request) {
    Set<String> keys =
        request.parameters().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("lookup_keys["))
            .map(Map.Entry::getValue)
            .collect(Collectors.toSet());
    String active = request.get("active");
    return page(
        "/v1/prices",
        books.prices.values().stream()
            .filter(price -> keys.isEmpty() || keys.contains(price.path("lookup_key").asText()))
            .filter(price -> active.isEmpty() || active.equals(price.path("active").asText()))
            .toList(),
        100,
        request);
  }

  /// Lists may be of somebody who was deleted, but not of nobody.
  private void requireKnown(String customer) {
    if (!customer.isEmpty() && !books.customers.containsKey(customer)) {
      throw StripeError.missingParam("customer", "customer", customer);
    }
  }

  private ObjectNode listSubscriptions(StripeRequest request) {
    String customer = request.get("customer");
    requireKnown(customer);
    String status = request.get("status");
    Predicate<ObjectNode> wanted =
        switch (status) {
          case "" -> one -> !one.path("status").asText().equals("canceled");
          case "all" -> one -> true;
          case "ended" -> Books::hasEnded;
          default -> one -> one.path("status").asText().equals(status);
        };
    List<ObjectNode> newestFirst = new ArrayList<>(books.subscriptions.values());
    Collections.reverse(newestFirst);
    newestFirst.removeIf(
        one -> !customer.isEmpty() && !one.path("customer").asText().equals(customer));
    // what was on an earlier page may have another status by now
    String after = request.get("starting_after");
    if (!after.isEmpty()) {
      subscription(after);
      newestFirst.subList(0, newestFirst.indexOf(books.subscriptions.get(after)) + 1).clear();
    }
    newestFirst.removeIf(wanted.negate());
    return page("/v1/subscriptions", newestFirst, largestPage, request);
  }

  private static ObjectNode page(
      String url, List<ObjectNode> all, int most, StripeRequest request) {
    String limit = request.get("limit");
    int size = Math.min(most, limit.isEmpty() ? 10 : Integer.parseInt(limit));
    ObjectNode page = Books.json().put("object", "list").put("url", url);
    ArrayNode data = page.putArray("data");
    all.stream().limit(size).forEach(data::add);
    return page.put("has_more", all.size() > size);
  }

  private ObjectNode subscription(String id) {
    ObjectNode subscription = books.subscriptions.get(id);
    if (subscription == null) {
      throw StripeError.missing("subscription", id);
    }
    return subscription;
  }

  private ObjectNode update(ObjectNode subscription, StripeRequest request) {
    if (Books.hasEnded(subscription)) {
      throw StripeError.invalid(
          null, null, "A canceled subscription can only update its cancellation_details.");
    }
    Map<String, String> wanted = request.parameters();
    if (wanted.containsKey("cancel_at") && wanted.containsKey("cancel_at_period_end")) {
      throw StripeError.invalid(
          null, "cancel_at", "You may only specify one of cancel_at, cancel_at_period_end.");
    }
    if (wanted.containsKey("items[0][price]")) {
      changeItem(subscription, request);
    }
    if (wanted.containsKey("cancel_at_period_end")) {
      boolean cancel = Boolean.parseBoolean(request.get("cancel_at_period_end"));
      subscription.put("cancel_at_period_end", cancel);
      if (cancel) {
        long end = Books.firstItem(subscription).path("current_period_end").asLong();
        subscription.put("cancel_at", end).put("canceled_at", books.now());
      } else {
        subscription.putNull("cancel_at").putNull("canceled_at");
      }
    }
    if (request.parameters().containsKey("cancel_at")) {
      subscription.putNull("cancel_at").putNull("canceled_at").put("cancel_at_period_end", false);
    }
    books.tell("customer.subscription.updated", subscription);
    return subscription;
  }

  private void changeItem(ObjectNode subscription, StripeRequest request) {
    ObjectNode price = price("items[0][price]", request);
    int quantity = Integer.parseInt(request.parameters().getOrDefault("items[0][quantity]", "1"));
    String id = request.get("items[0][id]");
    if (id.isEmpty()) {
      books.addItem(subscription, price.path("id").asText(), quantity);
      return;
    }
    ObjectNode item = Books.firstItem(subscription);
    if (!item.path("id").asText().equals(id)) {
      throw StripeError.missingParam("items[0][id]", "subscription_item", id);
    }
    item.put("quantity", quantity);
    item.set("price", price);
  }

  private ObjectNode cancel(ObjectNode subscription) {
    if (Books.hasEnded(subscription)) {
      throw StripeError.missing("subscription", subscription.path("id").asText());
    }
    books.cancel(subscription);
    return subscription;
  }
}
