package com.adiuva.application.billing;

import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.Checkout;
import com.adiuva.domain.billing.PaymentGateway;
import com.adiuva.domain.billing.SubscriptionSnapshot;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A payment provider that says of customers what the test wants it to, such as what was true a
/// while ago.
final class ScriptedAnswers implements PaymentGateway {
  final AtomicInteger asked = new AtomicInteger();
  private final PaymentGateway gateway;
  volatile Function<String, List<SubscriptionSnapshot>> answers;

  ScriptedAnswers(PaymentGateway gateway) {
    this.gateway = gateway;
    this.answers = gateway::subscriptionsOf;
  }

  @Override
  public List<SubscriptionSnapshot> subscriptionsOf(String customerId) {
    asked.incrementAndGet();
    return answers.apply(customerId);
  }

  @Override
  public String createCustomer(Checkout checkout, EmailAddress email) {
    return gateway.createCustomer(checkout, email);
  }

  @Override
  public boolean knowsCustomer(String customerId) {
    return gateway.knowsCustomer(customerId);
  }

  @Override
  public Checkout.Page openCheckout(String customerId, Checkout checkout) {
    return gateway.openCheckout(customerId, checkout);
  }

  @Override
  public boolean expireCheckout(String sessionId) {
    return gateway.expireCheckout(sessionId);
  }

  @Override
  public void expireCheckouts(String customerId) {
    gateway.expireCheckouts(customerId);
  }

  @Override
  public URI openPortal(String customerId) {
    return gateway.openPortal(customerId);
  }

  @Override
  public void cancelAtPeriodEnd(String subscriptionId, boolean cancel) {
    gateway.cancelAtPeriodEnd(subscriptionId, cancel);
  }

  @Override
  public void cancelNow(String subscriptionId) {
    gateway.cancelNow(subscriptionId);
  }

  @Override
  public void change(String subscriptionId, Tier tier, int seats) {
    gateway.change(subscriptionId, tier, seats);
  }

  @Override
  public Page living(@Nullable String after) {
    return gateway.living(after);
  }

  @Override
  public BillingEvent verify(byte[] body, @Nullable String signature, Instant now) {
    return gateway.verify(body, signature, now);
  }
}
