package com.adiuva.adapters.billing.stripe;

import com.adiuva.adapters.billing.testkit.ScriptedStripe;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.billing.PayingCustomers;
import com.adiuva.domain.billing.PaymentGateway;
import com.adiuva.domain.billing.PaymentGatewayContract;
import com.adiuva.domain.billing.SignedEvent;
import com.adiuva.domain.shared.MovableClock;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;

final class StripeGatewayTest implements PaymentGatewayContract {
  private final MovableClock clock = new MovableClock(People.NOON);
  private final ScriptedStripe stripe = ScriptedStripe.start(clock).largestPage(2);
  private final StripeGateway gateway =
      new StripeGateway(Connections.settings(stripe), clock, new SecureRandom());

  @AfterEach
  void close() {
    gateway.close();
    stripe.close();
  }

  @Override
  public PaymentGateway gateway() {
    return gateway;
  }

  @Override
  public PayingCustomers customers() {
    return stripe.customers();
  }

  @Override
  public MovableClock clock() {
    return clock;
  }

  @Override
  public SignedEvent event(String type, String customerId) {
    return stripe.signed(stripe.event(type, customerId));
  }
}
