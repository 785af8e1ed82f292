package com.adiuva.domain.billing;

import static com.adiuva.domain.billing.PaymentGatewayContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.MovableClock;
import org.junit.jupiter.api.Test;

final class InMemoryPaymentGatewayTest implements PaymentGatewayContract {
  private final MovableClock clock = new MovableClock(People.NOON);
  private final InMemoryPaymentGateway gateway = new InMemoryPaymentGateway(clock);

  @Override
  public PaymentGateway gateway() {
    return gateway;
  }

  @Override
  public PayingCustomers customers() {
    return gateway.customers();
  }

  @Override
  public MovableClock clock() {
    return clock;
  }

  @Override
  public SignedEvent event(String type, String customerId) {
    return gateway.signed(new BillingEvent("evt_of_the_test", type, customerId));
  }

  @Test
  void failsBeforeOrAfterActing() {
    String customer = newCustomer();
    gateway.fail(InMemoryPaymentGateway.Outage.BEFORE_ACTING, 1);
    gateway.fail(InMemoryPaymentGateway.Outage.AFTER_ACTING, 1);
    Checkout wish = wish(Tier.PRO, 1);
    assertProblem(
        BillingProblem.BillingUnavailable.class, () -> gateway.openCheckout(customer, wish));
    assertThat(gateway.sessionsOpened()).isZero();
    assertProblem(
        BillingProblem.BillingUnavailable.class, () -> gateway.openCheckout(customer, wish));
    gateway.openCheckout(customer, wish);
    assertThat(gateway.sessionsOpened()).isOne();
  }

  @Test
  void tellsWhatHappens() {
    String customer = newCustomer();
    String id = subscribe(customer, Tier.PRO, 1);
    customers().failPayment(id);
    gateway.cancelNow(id);
    assertThat(gateway.events())
        .extracting(BillingEvent::type)
        .containsExactly(
            "customer.subscription.created",
            "invoice.paid",
            "checkout.session.completed",
            "invoice.payment_failed",
            "customer.subscription.updated",
            "customer.subscription.deleted");
    assertThat(gateway.events()).allSatisfy(e -> assertThat(e.customerId()).isEqualTo(customer));
  }
}
