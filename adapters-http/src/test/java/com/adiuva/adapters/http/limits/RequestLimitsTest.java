package com.adiuva.adapters.http.limits;

import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.adapters.http.testkit.Blobs;
import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.RawSocket;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.application.accounts.ClientInfo;
import com.adiuva.application.accounts.SignedIn;
import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.accounts.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The budget of a user over every way of asking.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestLimitsTest {
  private static final String AUTH = "Authorization";
  private static final String HELLO = "{\"message\":\"hello\"}";
  private static final String LIVE_HELLO = "{\"type\":\"request\",\"request\":" + HELLO + "}";
  private static final int FREE = 20;

  private final TestServer server = TestServer.counting();

  @AfterAll
  void stop() {
    server.close();
  }

  private Answer me(SignedIn who) {
    return server.get("/auth/me", AUTH, bearer(who));
  }

  private void ask(SignedIn who, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(me(who).status()).isEqualTo(200);
    }
  }

  private static void assertBudget(Answer answer, int limit, int remaining, int reset) {
    assertThat(answer.header("RateLimit-Limit")).isEqualTo(String.valueOf(limit));
    assertThat(answer.header("RateLimit-Remaining")).isEqualTo(String.valueOf(remaining));
    assertThat(answer.header("RateLimit-Reset")).isEqualTo(String.valueOf(reset));
  }

  private RawSocket socket(SignedIn who, String... more) throws IOException {
    String[] headers = new String[more.length + 1];
    headers[0] = AUTH + ": " + bearer(who);
    System.arraycopy(more, 0, headers, 1, more.length);
    RawSocket socket = new RawSocket(server.port(), "/api/v1/chat/stream", headers);
    assertThat(socket.status()).isEqualTo(101);
    return socket;
  }

  private static JsonNode json(RawSocket socket) throws IOException {
    return new ObjectMapper().readTree(socket.nextMessage().text());
  }

  @Test
  void h05_theTwentyFirstWaitsAsLongAsItIsToldAndIsServed() {
    SignedIn ann = server.signUp();
    assertBudget(me(ann), FREE, 19, 60);
    server.clock.advance(Duration.ofMillis(500));
    assertBudget(me(ann), FREE, 18, 60);
    ask(ann, 17);
    server.clock.advance(Duration.ofSeconds(20));
    assertBudget(me(ann), FREE, 0, 40);
    Answer refused = me(ann);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("rate_limited");
    assertThat(refused.header("Retry-After")).isEqualTo("40");
    assertThat(refused.json().get("retry_after").asInt()).isEqualTo(40);
    assertBudget(refused, FREE, 0, 40);
    server.clock.advance(Duration.ofSeconds(39));
    assertThat(me(ann).status()).isEqualTo(429);
    server.clock.advance(Duration.ofSeconds(1));
    assertBudget(me(ann), FREE, 18, 20);
  }

  @Test
  void h05_anotherTierHoldsWithTheNextRequest() {
    SignedIn ann = server.signUp();
    ask(ann, FREE);
    assertThat(me(ann).status()).isEqualTo(429);
    server.store.setTier(ann.caller().id(), Tier.PRO);
    assertBudget(me(ann), 60, 39, 60);
    ask(ann, 10);
    server.store.setTier(ann.caller().id(), Tier.FREE);
    assertThat(me(ann).status()).isEqualTo(429);
  }

  @Test
  void everyAnswerOfACountedRouteSaysHowTheBudgetStands() throws Exception {
    SignedIn ann = server.signUp(Tier.PRO);
    String[] token = {AUTH, bearer(ann)};
    String record = "{\"table\":\"notes\"," + Blobs.fields("bytes") + "}";
    Answer created = server.post("/storage/records", record, token);
    assertBudget(created, 60, 59, 60);
    String id = created.json().get("id").textValue();
    assertBudget(server.get("/storage/records/" + id, token), 60, 58, 60);
    assertBudget(server.call("HEAD", "/storage/records/" + id, "", token), 60, 57, 60);
    assertBudget(server.get("/storage/records/none", token), 60, 56, 60);
    assertBudget(server.post("/chat", "{", token), 60, 55, 60);
    assertBudget(server.post("/chat", HELLO, token), 60, 54, 60);
    assertBudget(server.get("/me/entitlements", token), 60, 53, 60);
  }

  @Test
  void whatNobodyAskedForAsHimselfIsNotCounted() throws Exception {
    SignedIn ann = server.signUp();
    for (String path : List.of("/health", "/health/live", "/health/ready", "/openapi.yaml")) {
      assertThat(server.get(path, AUTH, bearer(ann)).header("RateLimit-Limit")).isEmpty();
    }
    assertThat(server.get("/auth/me").header("RateLimit-Limit")).isEmpty();
    assertThat(server.get("/nowhere", AUTH, bearer(ann)).header("RateLimit-Limit")).isEmpty();
    for (int i = 0; i < 5; i++) {
      socket(ann).close();
    }
    assertBudget(me(ann), FREE, 19, 60);
  }

  /// Who would be exempt without meaning to be.
  @Test
  void onlyTheContractsRoutesAreOpen() {
    assertThat(
            server.server.operations().stream()
                .filter(operation -> operation.access() == Access.PUBLIC)
                .map(Routes.Operation::template)
                .distinct()
                .map(path -> path.replace(Routes.BASE, "")))
        .allMatch(path ->
            path.matches(
                "/health(/live|/ready)?|/auth/(register|login|refresh)|/chat/stream"
                    + "|/openapi\\.yaml|/docs|/metrics|/billing/webhook|/downloads/.*"));
  }

  @Test
  void c08_restTwoSocketsAndASecondSessionAreOneBudget() throws Exception {
    SignedIn first = server.signUp();
    SignedIn second =
        server.accounts.login(
            first.caller().email(),
            Password.attempted(TestServer.PASSWORD),
            new ClientInfo("elsewhere", "kit"));
    try (RawSocket plain = socket(first);
        RawSocket live = socket(second, "Sec-WebSocket-Protocol: adiuva.chat.v2")) {
      ask(first, 8);
      ask(second, 8);
      for (int i = 0; i < 2; i++) {
        plain.text(HELLO);
        while (!plain.nextMessage().text().startsWith("{\"done\":true")) {
          // its text
        }
        live.text(LIVE_HELLO);
        while (!json(live).path("type").asText().equals("done")) {
          // its text
        }
      }
      assertThat(me(first).status()).isEqualTo(429);
      assertThat(me(second).status()).isEqualTo(429);

      plain.text(HELLO);
      JsonNode refused = json(plain).path("error");
      assertThat(refused.path("code").asText()).isEqualTo("rate_limited");
      assertThat(refused.path("retry_after").asInt()).isEqualTo(60);
      live.text(LIVE_HELLO);
      JsonNode frame = json(live);
      assertThat(frame.path("type").asText()).isEqualTo("error");
      assertThat(frame.path("problem").path("code").asText()).isEqualTo("rate_limited");

      server.clock.advance(Duration.ofSeconds(60));
      plain.text(HELLO);
      assertThat(plain.nextMessage().text()).as("the socket stays").doesNotContain("rate_limited");
      live.text(LIVE_HELLO);
      assertThat(live.nextMessage().text()).as("the socket stays").doesNotContain("rate_limited");
    }
  }

  @Test
  void h07_whileNobodyCanCountRequestsAreServedAndLoginsAreNot() {
    SignedIn ann = server.signUp();
    ask(ann, FREE);
    server.limiter.setAway(true);
    try {
      ask(ann, 5);
      assertBudget(me(ann), FREE, FREE, 0);
      Answer login =
          server.post(
              "/auth/login",
              "{\"email\":\"" + ann.caller().email().value() + "\",\"password\":\"x\"}");
      assertThat(login.status()).isEqualTo(503);
      assertThat(login.header("Retry-After")).isNotEmpty();
    } finally {
      server.limiter.setAway(false);
    }
    assertThat(me(ann).status()).isEqualTo(429);
  }

  @Test
  void whoIsRefusedWhileStillSendingCanReadIt() throws Exception {
    SignedIn ann = server.signUp();
    ask(ann, FREE);
    byte[] half = new byte[4 << 20];
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(
          RawConnection.request(
              "PUT /api/v1/backup",
              AUTH + ": " + bearer(ann),
              "Origin: app://.",
              "Content-Length: " + 2 * half.length));
      connection.send(half);
      connection.send(half);
      assertThat(connection.readAnswer())
          .startsWith("HTTP/1.1 429")
          .contains("RateLimit-Remaining: 0", "Retry-After: 60", "\"rate_limited\"")
          .contains("Access-Control-Allow-Origin: app://.");
    }
  }
}
