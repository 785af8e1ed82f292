package com.adiuva.adapters.http.billing;

import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.application.accounts.SignedIn;
import com.adiuva.domain.billing.InMemoryPaymentGateway.Outage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BillingRoutesTest {
  private static final String AUTH = "Authorization";
  private static final String PRO = "{\"tier\":\"pro\"}";
  private static final String NONE =
      "{\"tier\":\"free\",\"status\":\"none\",\"current_period_end\":null,"
          + "\"cancel_at_period_end\":null,\"stripe_subscription_id\":null}";

  private final TestServer server = new TestServer();

  @AfterAll
  void stop() {
    server.close();
  }

  private Answer post(String path, String body, SignedIn who) {
    return server.post("/billing" + path, body, AUTH, bearer(who));
  }

  /// @return the id of the subscription
  private String subscribe(SignedIn who, String order) {
    String page = post("/checkout", order, who).json().get("checkout_url").asText();
    String id = server.billing.gateway.customers().pay(URI.create(page).getPath().substring(1));
    server
        .billing
        .gateway
        .events()
        .forEach(event -> {
          var signed = server.billing.gateway.signed(event);
          server.billing.feature.webhooks().receive(signed.bytes(), signed.signature());
        });
    return id;
  }

  @Test
  void aSubscriptionIsBoughtCancelledResumedChangedAndEnded() {
    SignedIn ann = server.signUp();
    String[] token = {AUTH, bearer(ann)};
    assertThat(server.get("/billing/subscription", token).body()).isEqualTo(NONE);
    String id = subscribe(ann, PRO);
    JsonNode bought = server.get("/billing/subscription", token).json();
    assertThat(bought.get("tier").asText()).isEqualTo("pro");
    assertThat(bought.get("status").asText()).isEqualTo("active");
    assertThat(bought.get("stripe_subscription_id").asText()).isEqualTo(id);
    assertThat(bought.get("cancel_at_period_end").asBoolean()).isFalse();
    long end = bought.get("current_period_end").asLong();
    assertThat(end).isGreaterThan(server.clock.instant().toEpochMilli());

    Answer cancelled = server.call("DELETE", "/billing/subscription", "", token);
    assertThat(cancelled.body()).isEqualTo("{\"ok\":true,\"cancel_at\":" + end + "}");
    assertThat(server.get("/billing/subscription", token).json().get("cancel_at_period_end"))
        .isEqualTo(BooleanNode.TRUE);
    assertThat(post("/subscription/resume", "", ann).body()).isEqualTo("{\"ok\":true}");
    assertThat(post("/subscription/change", "{\"tier\":\"team\",\"seats\":4}", ann).body())
        .isEqualTo("{\"ok\":true}");
    JsonNode changed = server.get("/billing/subscription", token).json();
    assertThat(changed.get("tier").asText()).isEqualTo("team");
    assertThat(changed.get("cancel_at_period_end").asBoolean()).isFalse();
    assertThat(post("/portal", "", ann).json().get("portal_url").asText()).startsWith("https://");

    Answer ended = server.call("DELETE", "/billing/subscription?when=now", "", token);
    assertThat(ended.json().get("cancel_at").asLong())
        .isEqualTo(server.clock.instant().toEpochMilli());
    assertThat(server.get("/billing/subscription", token).body()).isEqualTo(NONE);
    for (Answer answer :
        List.of(
            server.call("DELETE", "/billing/subscription", "", token),
            post("/subscription/resume", "", ann),
            post("/subscription/change", PRO, ann))) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.code()).isEqualTo("no_subscription");
    }
  }

  @Test
  void w10_wrongOrdersNameTheFieldThatIsWrong() {
    SignedIn ann = server.signUp();
    String[][] orders = {
      {"{\"tier\":\"free\"}", "tier"},
      {"{\"tier\":\"gold\"}", "tier"},
      {"{\"tier\":1}", "tier"},
      {"{}", "tier"},
      {"{\"tier\":\"team\",\"seats\":-1}", "seats"},
      {"{\"tier\":\"team\",\"seats\":0}", "seats"},
      {"{\"tier\":\"team\",\"seats\":1001}", "seats"},
      {"{\"tier\":\"team\",\"seats\":\"2\"}", "seats"},
      {"{\"tier\":\"team\",\"seats\":1.5}", "seats"},
      {"{\"tier\":\"team\",\"seats\":99999999999999999999}", "seats"},
      {"{\"tier\":\"pro\",\"seats\":2}", "seats"},
    };
    for (String path : List.of("/checkout", "/subscription/change")) {
      for (String[] order : orders) {
        Answer answer = post(path, order[0], ann);
        assertThat(answer.status()).as(order[0]).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/loc").toString())
            .as(order[0])
            .isEqualTo("[\"body\",\"" + order[1] + "\"]");
      }
    }
    Answer when = server.call("DELETE", "/billing/subscription?when=never", "", AUTH, bearer(ann));
    assertThat(when.json().at("/errors/0/loc").toString()).isEqualTo("[\"query\",\"when\"]");
    assertThat(
            post("/checkout", "{\"tier\":\"pro\",\"seats\":1,\"amount\":1,\"currency\":\"x\"}", ann)
                .status())
        .as("price and currency are ours")
        .isEqualTo(200);
  }

  @Test
  void whoSubscribesIsToldWhereToChangeIt() {
    SignedIn ann = server.signUp();
    subscribe(ann, PRO);
    Answer answer = post("/checkout", "{\"tier\":\"power\"}", ann);
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("already_subscribed");
    assertThat(answer.json().get("portal_url").asText()).startsWith("https://");
  }

  @Test
  void checkoutHonoursTheIdempotencyKey() {
    SignedIn ann = server.signUp();
    String[] headers = {AUTH, bearer(ann), "Idempotency-Key", "key-1"};
    Answer first = server.post("/billing/checkout", PRO, headers);
    Answer again = server.post("/billing/checkout", PRO, headers);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(server.post("/billing/checkout", "{\"tier\":\"power\"}", headers).code())
        .isEqualTo("idempotency_key_reused");
  }

  @Test
  void stripeAwayIsSaidWithRetryAfter() {
    SignedIn ann = server.signUp();
    server.billing.gateway.fail(Outage.BEFORE_ACTING, 1);
    Answer answer = post("/checkout", PRO, ann);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("billing_unavailable");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(post("/checkout", PRO, ann).status()).isEqualTo(200);
  }
}
