package com.adiuva.adapters.billing.testkit;

import com.adiuva.domain.billing.PayingCustomers;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/// What customers and time do at a [ScriptedStripe].
final class CustomerActs implements PayingCustomers {
  private final Books books;

  CustomerActs(Books books) {
    this.books = books;
  }

  @Override
  public String pay(String sessionId) {
    return complete(sessionId, "active", "paid");
  }

  @Override
  public String payLater(String sessionId) {
    return complete(sessionId, "incomplete", "unpaid");
  }

  private String complete(String sessionId, String status, String paymentStatus) {
    synchronized (books) {
      ObjectNode session = books.sessions.get(sessionId);
      if (session == null
          || !session.path("status").asText().equals("open")
          || books.now() >= session.path("expires_at").asLong()) {
        throw new IllegalStateException("nobody can pay on " + sessionId);
      }
      ObjectNode subscription = books.addSubscription(session, status);
      String id = subscription.path("id").asText();
      session
          .put("status", "complete")
          .put("payment_status", paymentStatus)
          .put("subscription", id)
          .putNull("url");
      books.tell("customer.subscription.created", subscription);
      if (status.equals("active")) {
        books.tell("invoice.paid", invoice(subscription, "paid"));
      }
      books.tell("checkout.session.completed", session);
      return id;
    }
  }

  private ObjectNode invoice(ObjectNode subscription, String status) {
    ObjectNode invoice =
        Books.json()
            .put("id", books.newId("in"))
            .put("object", "invoice")
            .put("customer", subscription.path("customer").asText())
            .put("livemode", false)
            .put("status", status);
    ObjectNode details = Books.json().put("subscription", subscription.path("id").asText());
    invoice.set(
        "parent",
        Books.json().put("type", "subscription_details").set("subscription_details", details));
    return invoice;
  }

  @Override
  public void failPayment(String subscriptionId) {
    synchronized (books) {
      ObjectNode subscription = living(subscriptionId);
      books.tell("invoice.payment_failed", invoice(subscription, "open"));
      become(subscription, "past_due");
    }
  }

  @Override
  public void recover(String subscriptionId) {
    synchronized (books) {
      ObjectNode subscription = living(subscriptionId);
      boolean first = subscription.path("status").asText().equals("incomplete");
      books.tell("invoice.paid", invoice(subscription, "paid"));
      become(subscription, "active");
      if (first) {
        books.sessions.values().stream()
            .filter(one -> one.path("subscription").asText().equals(subscriptionId))
            .forEach(one ->
                books.tell(
                    "checkout.session.async_payment_succeeded", one.put("payment_status", "paid")));
      }
    }
  }

  @Override
  public void giveUp(String subscriptionId) {
    synchronized (books) {
      ObjectNode subscription = living(subscriptionId);
      if (subscription.path("status").asText().equals("incomplete")) {
        become(subscription, "incomplete_expired");
      } else {
        books.cancel(subscription);
      }
    }
  }

  @Override
  public void endPeriod(String subscriptionId) {
    synchronized (books) {
      ObjectNode subscription = living(subscriptionId);
      if (subscription.path("cancel_at_period_end").asBoolean()
          || !subscription.path("cancel_at").isNull()) {
        books.cancel(subscription);
      } else {
        ObjectNode item = Books.firstItem(subscription);
        long start = item.path("current_period_end").asLong();
        item.put("current_period_start", start).put("current_period_end", Books.monthAfter(start));
        books.tell("invoice.paid", invoice(subscription, "paid"));
        become(subscription, "active");
      }
    }
  }

  @Override
  public void delete(String customerId) {
    synchronized (books) {
      ObjectNode customer = Objects.requireNonNull(books.customers.get(customerId));
      customer.removeAll();
      customer.put("id", customerId).put("object", "customer").put("deleted", true);
      List.copyOf(books.subscriptions.values()).stream()
          .filter(one -> one.path("customer").asText().equals(customerId) && !Books.hasEnded(one))
          .forEach(books::cancel);
      books.tell("customer.deleted", customer);
    }
  }

  /// Cancels as Stripe's portal does it: by a moment.
  void cancelInPortal(String subscriptionId) {
    synchronized (books) {
      ObjectNode subscription = living(subscriptionId);
      subscription.put(
          "cancel_at", Books.firstItem(subscription).path("current_period_end").asLong());
      books.tell("customer.subscription.updated", subscription);
    }
  }

  private void become(ObjectNode subscription, String status) {
    subscription.put("status", status);
    books.tell("customer.subscription.updated", subscription);
  }

  private ObjectNode living(String id) {
    ObjectNode subscription = books.subscriptions.get(id);
    if (subscription == null || Books.hasEnded(subscription)) {
      throw new IllegalStateException("there is no living " + id);
    }
    return subscription;
  }
}
