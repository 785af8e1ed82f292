package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.billing.testkit.ScriptedStripe;
import com.adiuva.adapters.billing.testkit.StripeEvent;
import com.adiuva.adapters.billing.testkit.StripeFault;
import com.adiuva.bootstrap.testkit.ApiClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The whole server with a Stripe of our own.
class StripeServerTest {
  private static final ScriptedStripe STRIPE = ScriptedStripe.start();
  private static ServerUnderTest server;

  @BeforeAll
  static void start() throws Exception {
    server =
        new ServerUnderTest(
            Map.of(
                "STRIPE_SECRET_KEY",
                ScriptedStripe.SECRET_KEY,
                "STRIPE_WEBHOOK_SECRET",
                "whsec_older," + ScriptedStripe.WEBHOOK_SECRET,
                "STRIPE_API_BASE",
                STRIPE.baseUrl().toString()));
  }

  @AfterAll
  static void close() {
    server.close();
    STRIPE.close();
  }

  private static URI webhook() {
    return URI.create(server.url() + "/api/v1/billing/webhook");
  }

  private static String sessionId(String checkoutUrl) {
    return checkoutUrl.substring(checkoutUrl.lastIndexOf('/') + 1);
  }

  private static ApiClient.Answer checkout(String token) throws Exception {
    return server
        .client()
        .post("/billing/checkout", token, ApiClient.JSON.createObjectNode().put("tier", "power"));
  }

  private static String tier(String token) throws Exception {
    return server.client().get("/auth/me", token).text("tier");
  }

  @Test
  void f22_whoPaidHasWhatHeBoughtAndPaidOnce() throws Exception {
    String token = server.token();
    int sessions = STRIPE.sessionsOpened();
    STRIPE.fail(StripeFault.BROKEN_AFTER_ACTING, 1, "POST /v1/customers");
    STRIPE.fail(StripeFault.BROKEN_AFTER_ACTING, 1, "POST /v1/checkout");
    String url = checkout(token).text("checkout_url");
    assertThat(checkout(token).text("checkout_url")).isEqualTo(url);
    assertThat(STRIPE.sessionsOpened()).isEqualTo(sessions + 1);
    assertThat(tier(token)).isEqualTo("free");

    int before = STRIPE.events().size();
    STRIPE.customers().pay(sessionId(url));
    List<StripeEvent> events = STRIPE.events();
    for (StripeEvent event : events.subList(before, events.size()).reversed()) {
      assertThat(STRIPE.deliver(event, webhook())).isEqualTo(200);
    }
    assertThat(tier(token)).isEqualTo("power");
    assertThat(checkout(token).status()).isEqualTo(409);
    ApiClient.Answer known = server.client().get("/billing/subscription", token);
    assertThat(known.text("status")).isEqualTo("active");
  }

  @Test
  void f22_whoWasDeletedAtStripeBuysAsOneNewCustomerAlsoAfterALostReply() throws Exception {
    String token = server.token();
    String first = checkout(token).text("checkout_url");
    String lost = STRIPE.customer(sessionId(first));
    STRIPE.customers().pay(sessionId(first));
    String now = "/billing/subscription?when=now";
    assertThat(checkout(token).status()).isEqualTo(409);
    assertThat(server.client().send("DELETE", now, token, null, Map.of()).status()).isEqualTo(200);
    STRIPE.customers().delete(lost);

    ApiClient.Answer portal = server.client().post("/billing/portal", token, Map.of());
    assertThat(portal.status()).isEqualTo(404);
    assertThat(portal.text("code")).isEqualTo("no_subscription");
    int customers = STRIPE.customersCreated();
    STRIPE.fail(StripeFault.BROKEN_AFTER_ACTING, 5, "POST /v1/customers");
    assertThat(checkout(token).status()).isEqualTo(503);
    ApiClient.Answer second = checkout(token);
    assertThat(second.status()).as("%s", second.body()).isEqualTo(200);
    assertThat(STRIPE.customersCreated()).isEqualTo(customers + 1);
    assertThat(STRIPE.customer(sessionId(second.text("checkout_url")))).isNotEqualTo(lost);
  }

  @Test
  void whoeverAnotherAccountOfStripesKnewIsANewCustomer() throws Exception {
    String token = server.token();
    String first = checkout(token).text("checkout_url");
    STRIPE.forget(STRIPE.customer(sessionId(first)));
    ApiClient.Answer second = checkout(token);
    assertThat(second.status()).as("%s", second.body()).isEqualTo(200);
    assertThat(second.text("checkout_url")).isNotEqualTo(first);
  }

  @Test
  void w19_nobodyUpgradesForFree() throws Exception {
    String token = server.token();
    String url = checkout(token).text("checkout_url");
    STRIPE.customers().payLater(sessionId(url));
    for (StripeEvent event : STRIPE.events()) {
      assertThat(STRIPE.deliver(event, webhook())).isEqualTo(200);
    }
    assertThat(tier(token)).isEqualTo("free");
  }
}
