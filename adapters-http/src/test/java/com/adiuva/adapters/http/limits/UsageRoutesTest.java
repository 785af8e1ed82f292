package com.adiuva.adapters.http.limits;

import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.RawSocket;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.application.accounts.SignedIn;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.limits.TokenLedger.Spent;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsageRoutesTest {
  private static final String AUTH = "Authorization";
  private static final String HELLO = "{\"message\":\"hello\"}";

  private final TestServer server = new TestServer();

  @AfterAll
  void stop() {
    server.close();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(server.clock.instant(), ZoneOffset.UTC);
  }

  private void spend(SignedIn who, LocalDate day, String model, long input, long output) {
    Caller caller = server.authentication.authenticate(who.accessToken().value());
    server.ledger.settle(new Spent(caller.id(), day, model, new Usage(input, output)), null);
  }

  @Test
  void saysWhatWasSpentAndThatThereIsNoLimit() {
    SignedIn ann = server.signUp();
    spend(ann, today().minusDays(1), "openai/gpt-4o", 5, 6);
    spend(ann, today(), "openai/gpt-4o", 1, 2);
    spend(ann, today(), "anthropic/claude", 3, 4);
    assertThat(server.get("/usage", AUTH, bearer(ann)).body())
        .isEqualTo(
            ("{\"budget_tokens_per_day\":null,\"days\":["
                    + "{\"day\":\"%1$s\",\"model\":\"anthropic/claude\",\"input_tokens\":3,\"output_tokens\":4},"
                    + "{\"day\":\"%1$s\",\"model\":\"openai/gpt-4o\",\"input_tokens\":1,\"output_tokens\":2},"
                    + "{\"day\":\"%2$s\",\"model\":\"openai/gpt-4o\",\"input_tokens\":5,\"output_tokens\":6}]}")
                .formatted(today(), today().minusDays(1)));
    assertThat(server.get("/usage?days=1", AUTH, bearer(ann)).json().get("days")).hasSize(2);
  }

  @Test
  void looksBackAsFarAsAsked() {
    SignedIn ann = server.signUp();
    spend(ann, today().minusDays(29), "m", 1, 1);
    spend(ann, today().minusDays(365), "m", 1, 1);
    spend(ann, today().minusDays(366), "m", 1, 1);
    assertThat(server.get("/usage", AUTH, bearer(ann)).json().get("days")).hasSize(1);
    assertThat(server.get("/usage?days=366", AUTH, bearer(ann)).json().get("days")).hasSize(2);
    assertThat(server.get("/usage?days=29", AUTH, bearer(ann)).json().get("days")).isEmpty();
    for (String wrong : new String[] {"0", "367", "-1", "x", "1&days=2"}) {
      Answer answer = server.get("/usage?days=" + wrong, AUTH, bearer(ann));
      assertThat(answer.status()).as(wrong).isEqualTo(422);
      assertThat(answer.json().at("/errors/0/loc").toString()).isEqualTo("[\"query\",\"days\"]");
    }
    assertThat(server.get("/usage").status()).isEqualTo(401);
  }

  @Test
  void aChatIsCountedForWhoAsked() {
    SignedIn ann = server.signUp();
    SignedIn bob = server.signUp();
    JsonNode usage = server.post("/chat", HELLO, AUTH, bearer(ann)).json().get("usage");
    JsonNode days = server.get("/usage", AUTH, bearer(ann)).json().get("days");
    assertThat(days).hasSize(1);
    assertThat(days.get(0).get("input_tokens")).isEqualTo(usage.get("input_tokens"));
    assertThat(days.get(0).get("output_tokens")).isEqualTo(usage.get("output_tokens"));
    assertThat(days.get(0).get("input_tokens").asLong()).isPositive();
    assertThat(server.get("/usage", AUTH, bearer(bob)).json().get("days")).isEmpty();
  }

  @Test
  void c13_overTheBudgetIsPaymentRequiredAlsoOverTheSocket() throws Exception {
    SignedIn ann = server.signUp(Tier.POWER);
    assertThat(server.post("/chat", HELLO, AUTH, bearer(ann)).status()).isEqualTo(200);
    assertThat(server.ledger.reserved()).isZero();
    assertThat(server.get("/usage", AUTH, bearer(ann)).json().get("budget_tokens_per_day").asLong())
        .isEqualTo(TestServer.POWER_TOKENS);
    spend(ann, today(), "m", TestServer.POWER_TOKENS, 0);
    long used = used(ann);

    Answer refused = server.post("/chat", HELLO, AUTH, bearer(ann));
    assertThat(refused.status()).isEqualTo(402);
    assertThat(refused.code()).isEqualTo("budget_exceeded");
    assertThat(refused.json().get("used_tokens").asLong()).isEqualTo(used);
    assertThat(refused.json().get("limit_tokens").asLong()).isEqualTo(TestServer.POWER_TOKENS);
    assertThat(refused.json().get("resets_at").asLong())
        .isEqualTo(today().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    Answer step =
        server.post(
            "/plans/steps/run",
            "{\"prompt_template\":\"tpl_note_weekly_summary\",\"variables\":{\"tasks\":\"\"}}",
            AUTH,
            bearer(ann));
    assertThat(step.code()).isEqualTo("budget_exceeded");
    try (RawSocket socket =
        new RawSocket(server.port(), "/api/v1/chat/stream", AUTH + ": " + bearer(ann))) {
      socket.text(HELLO);
      assertThat(socket.nextMessage().text())
          .startsWith("{\"error\":")
          .contains("\"budget_exceeded\"");
      socket.text(HELLO);
      assertThat(socket.nextMessage().text()).contains("\"budget_exceeded\"");
    }
    assertThat(used(ann)).as("nothing was sent to a model").isEqualTo(used);
  }

  private long used(SignedIn who) {
    long used = 0;
    for (JsonNode day : server.get("/usage", AUTH, bearer(who)).json().get("days")) {
      used += day.get("input_tokens").asLong() + day.get("output_tokens").asLong();
    }
    return used;
  }
}
