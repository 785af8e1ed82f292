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
