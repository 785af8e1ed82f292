package com.adiuva.adapters.http.billing;

import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.LogCapture;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.application.accounts.SignedIn;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.SignedEvent;
import com.adiuva.domain.shared.Racers;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookRoutesTest {
  private static final String SIGNATURE = "Stripe-Signature";

  private final TestServer server = new TestServer();

  @AfterAll
  void stop() {
    server.close();
  }

  private Answer send(String body, String... headers) {
    return server.call("POST", "/billing/webhook", body, headers);
  }

  private Answer send(SignedEvent signed) {
    return send(signed.body(), SIGNATURE, signed.signature(), "Content-Type", "application/json");
  }

  private int received() {
    return server.billing.store.newest(null, 10_000).size();
  }

  private SignedIn buyer() {
    SignedIn ann = server.signUp();
    String page =
        server
            .post("/billing/checkout", "{\"tier\":\"pro\"}", "Authorization", bearer(ann))
            .json()
            .get("checkout_url")
            .asText();
    server.billing.gateway.customers().pay(URI.create(page).getPath().substring(1));
    return ann;
  }

  private String status(SignedIn who) {
    return server
        .get("/billing/subscription", "Authorization", bearer(who))
        .json()
        .get("status")
        .asText();
  }

  private SignedEvent lastEvent() {
    List<BillingEvent> events = server.billing.gateway.events();
    return server.billing.gateway.signed(events.get(events.size() - 1));
  }

  @Test
  void w04_anEventTakesEffectOnceHoweverOftenItComes() throws Exception {
    SignedIn ann = buyer();
    SignedEvent event = lastEvent();
    assertThat(status(ann)).isEqualTo("none");
    int before = received();
    for (Answer answer : Racers.race(20, () -> send(event))) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"ok\":true}");
    }
    assertThat(status(ann)).isEqualTo("active");
    assertThat(send(event).status()).isEqualTo(200);
    assertThat(received()).isEqualTo(before + 1);
    assertThat(server.billing.store.of(ann.caller().id()).orElseThrow().revision()).isEqualTo(1);
  }

  @Test
  void w01_whatStripeDidNotSignChangesNothing() {
    SignedIn ann = buyer();
    SignedEvent event = lastEvent();
    int before = received();
    for (Answer answer :
        List.of(
            send(event.body()),
            send(event.body(), SIGNATURE, ""),
            send(event.body(), SIGNATURE, "t=1,v1=0"),
            send(event.body(), SIGNATURE, event.signature(), SIGNATURE, event.signature()),
            send(event.body() + " ", SIGNATURE, event.signature()),
            send("", SIGNATURE, event.signature()))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("invalid_signature");
    }
    assertThat(received()).isEqualTo(before);
    assertThat(status(ann)).isEqualTo("none");
  }

  @Test
  void w01_theBytesCountAndNotTheirLabels() {
    SignedIn ann = buyer();
    SignedEvent event = lastEvent();
    Answer answer =
        send(
            event.body(),
            SIGNATURE,
            event.signature(),
            "Content-Type",
            "text/plain",
            "Content-Encoding",
            "gzip");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(status(ann)).isEqualTo("active");
  }

  @Test
  void w01_bodiesOverTheLimitAreRefusedWhateverTheySay() {
    int before = received();
    assertThat(send("x".repeat(256 * 1024), SIGNATURE, "t=1").status()).isEqualTo(400);
    for (int bytes : new int[] {256 * 1024 + 1, 2 * 1024 * 1024}) {
      Answer answer = send("x".repeat(bytes), SIGNATURE, "t=1");
      assertThat(answer.status()).isEqualTo(413);
    }
    assertThat(received()).isEqualTo(before);
  }

  @Test
  void w06_eventsOfNobodyAreAcknowledgedAndLoggedById() {
    BillingEvent event = new BillingEvent("evt_stranger", "invoice.paid", "cus_stranger");
    try (LogCapture log = new LogCapture(WebhookRoutes.class.getName())) {
      assertThat(send(server.billing.gateway.signed(event)).status()).isEqualTo(200);
      assertThat(log.text()).contains("evt_stranger").contains("cus_stranger").contains("IGNORED");
    }
  }

  @Test
  void w08_whatCannotBeKeptIsNotAcknowledged() {
    SignedIn ann = buyer();
    SignedEvent event = lastEvent();
    server.billing.setInboxAway(true);
    Answer refused = send(event);
    server.billing.setInboxAway(false);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("database_unavailable");
    assertThat(status(ann)).isEqualTo("none");
    assertThat(send(event).status()).isEqualTo(200);
    assertThat(status(ann)).isEqualTo("active");
  }
}
