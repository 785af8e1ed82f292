package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.billing.testkit.ScriptedStripe;
import com.adiuva.adapters.billing.testkit.StripeEvent;
import com.adiuva.adapters.persistence.billing.PostgresSubscriptions;
import com.adiuva.application.billing.Grants;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Checksum;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Subscriptions on the whole server, with a Stripe beside it.
class BillingServerTest {
  private static final String SUBSCRIPTION = "/billing/subscription";

  private static Map<String, String> settings(ScriptedStripe stripe) {
    return Map.of(
        "STRIPE_SECRET_KEY", ScriptedStripe.SECRET_KEY,
        "STRIPE_WEBHOOK_SECRET", ScriptedStripe.WEBHOOK_SECRET,
        "STRIPE_API_BASE", stripe.baseUrl().toString());
  }

  private static ApiClient.Answer store(ServerUnderTest server, String token, int bytes)
      throws Exception {
    byte[] content = "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
    ObjectNode record =
        ApiClient.JSON
            .createObjectNode()
            .put("table", "notes")
            .put("blob", Base64.getEncoder().encodeToString(content))
            .put("checksum", Checksum.of(content).hex());
    return server.client().post("/storage/records", token, record);
  }

  private static String tier(ServerUnderTest server, String token) throws Exception {
    return server.client().get("/auth/me", token).text("tier");
  }

  private static void deliver(ScriptedStripe stripe, ServerUnderTest server, StripeEvent event)
      throws Exception {
    URI webhook = URI.create(server.url() + "/api/v1/billing/webhook");
    assertThat(stripe.deliver(event, webhook)).isEqualTo(200);
  }

  @Test
  void whatIsPaidHoldsForTheNextRequestAndWhatEndsLeavesDataReadable() throws Exception {
    try (ScriptedStripe stripe = ScriptedStripe.start();
        ServerUnderTest server = new ServerUnderTest(settings(stripe))) {
      String token = server.token();
      assertThat(store(server, token, 10).text("code")).isEqualTo("quota_exceeded");
      ApiClient.Answer page =
          server.client().post("/billing/checkout", token, Map.of("tier", "pro"));
      assertThat(page.status()).as("%s", page.body()).isEqualTo(200);
      String session = page.text("checkout_url").replaceAll(".*/", "");
      String subscription = stripe.customers().pay(session);
      assertThat(tier(server, token)).isEqualTo("free");
      List<StripeEvent> events = stripe.events();
      for (StripeEvent event : events.reversed()) {
        deliver(stripe, server, event);
        assertThat(tier(server, token)).isEqualTo("pro");
      }
      ApiClient.Answer stored = store(server, token, 10);
      assertThat(stored.status()).isEqualTo(201);
      assertThat(server.client().get(SUBSCRIPTION, token).text("stripe_subscription_id"))
          .isEqualTo(subscription);
      assertThat(
              server
                  .client()
                  .post("/billing/checkout", token, Map.of("tier", "power"))
                  .text("portal_url"))
          .startsWith("https://");

      stripe.customers().failPayment(subscription);
      deliver(stripe, server, stripe.events().getLast());
      server.clock().advance(Duration.ofDays(7).minusMinutes(1));
      String later = relogin(server, token);
      assertThat(server.client().get(SUBSCRIPTION, later).text("status")).isEqualTo("past_due");
      assertThat(tier(server, later)).isEqualTo("pro");
      server.clock().advance(Duration.ofMinutes(1));
      assertThat(tier(server, later)).isEqualTo("free");

      String path = "/storage/records/" + stored.text("id");
      assertThat(server.client().getBytes(path, later).body()).hasSize(10);
      assertThat(store(server, later, 10).status()).isEqualTo(402);
      assertThat(server.client().send("DELETE", path, later, null, Map.of()).status())
          .isEqualTo(200);
      ApiClient.Answer ended =
          server.client().send("DELETE", SUBSCRIPTION + "?when=now", later, null, Map.of());
      assertThat(ended.status()).isEqualTo(200);
      assertThat(server.client().get(SUBSCRIPTION, later).text("status")).isEqualTo("none");
    }
  }

  /// The access token is too old by then; the session is not.
  private static String relogin(ServerUnderTest server, String token) throws Exception {
    ApiClient.Answer who = server.client().get("/auth/me", token);
    String email =
        server
            .database()
            .database()
            .read(
                handle -> handle.createQuery("SELECT email FROM users").mapTo(String.class).one());
    assertThat(who.status()).isEqualTo(401);
    return server
        .client()
        .login(email, ServerUnderTest.PASSWORD, ServerUnderTest.freshAddress())
        .text("access_token");
  }

  @Test
  void w19_withoutStripeNothingIsPaidAndTiersAreTheOperators() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(Map.of())) {
      String token = server.token();
      ApiClient.Answer page =
          server.client().post("/billing/checkout", token, Map.of("tier", "team", "seats", 3));
      assertThat(page.text("checkout_url")).contains("stub");
      assertThat(tier(server, token)).isEqualTo("free");
      for (String path : List.of("/billing/webhook", "/billing/portal", SUBSCRIPTION + "/resume")) {
        ApiClient.Answer answer = server.client().post(path, token, Map.of());
        assertThat(answer.status()).as(path).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("billing_not_configured");
      }
      assertThat(server.client().get("/health/ready", null).text("status")).isEqualTo("ready");

      UUID user = UUID.fromString(server.client().get("/auth/me", token).text("id"));
      Grants grants =
          new Grants(new PostgresSubscriptions(server.database().database()), server.clock());
      grants.grant(new UserId(user), Tier.POWER);
      assertThat(tier(server, token)).isEqualTo("power");
      assertThat(server.client().get(SUBSCRIPTION, token).text("status")).isEqualTo("active");
      ApiClient.Answer cancelled =
          server.client().send("DELETE", SUBSCRIPTION, token, null, Map.of());
      assertThat(cancelled.body().get("cancel_at").asLong())
          .isEqualTo(server.clock().instant().toEpochMilli());
      assertThat(tier(server, token)).isEqualTo("free");
    }
  }
}
