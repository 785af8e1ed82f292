package com.adiuva.adapters.http.accounts;

import static com.adiuva.adapters.http.testkit.TestServer.PASSWORD;
import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.application.accounts.SignedIn;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.shared.Racers;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountRoutesTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private static String credentials(String email, String password) {
    return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
  }

  private Answer register(String email) {
    return server.post("/auth/register", credentials(email, PASSWORD));
  }

  @Test
  void registersAndSaysWhoIAm() {
    Answer registered = register(" Ann@Example.org ");
    assertThat(registered.status()).isEqualTo(201);
    assertThat(registered.json().properties().stream().map(java.util.Map.Entry::getKey))
        .containsExactly("access_token", "refresh_token", "expires_at", "expires_in", "token_type");
    assertThat(registered.json().get("token_type").textValue()).isEqualTo("bearer");
    assertThat(registered.json().get("expires_in").longValue()).isEqualTo(1800);
    assertThat(registered.json().get("expires_at").longValue())
        .isEqualTo(server.clock.instant().plus(Duration.ofMinutes(30)).toEpochMilli());

    Answer me =
        server.get(
            "/auth/me",
            "Authorization",
            "Bearer " + registered.json().get("access_token").textValue());
    assertThat(me.status()).isEqualTo(200);
    assertThat(me.header("Content-Type")).isEqualTo("application/json");
    JsonNode profile = me.json();
    assertThat(profile.properties().stream().map(java.util.Map.Entry::getKey))
        .containsExactly("id", "email", "tier", "role");
    assertThat(profile.get("email").textValue()).isEqualTo("ann@example.org");
    assertThat(profile.get("tier").textValue()).isEqualTo("free");
    assertThat(profile.get("role").textValue()).isEqualTo("user");
  }

  @Test
  void u01_ignoresWhatAClientMayNotChoose() {
    Answer registered =
        server.post(
            "/auth/register",
            "{\"email\":\"a@b.org\",\"password\":\""
                + PASSWORD
                + "\",\"tier\":\"team\",\"id\":\"x\",\"role\":\"admin\",\"is_admin\":true}");
    assertThat(registered.status()).isEqualTo(201);
    Answer me =
        server.get(
            "/auth/me",
            "Authorization",
            "Bearer " + registered.json().get("access_token").textValue());
    assertThat(me.json().get("tier").textValue()).isEqualTo("free");
    assertThat(me.json().get("role").textValue()).isEqualTo("user");
  }

  @Test
  void u01_whoeverRegistersAnAdminsAddressIsAdmin() {
    Answer registered = register("admin@example.org");
    Answer me =
        server.get(
            "/auth/me",
            "Authorization",
            "Bearer " + registered.json().get("access_token").textValue());
    assertThat(me.json().get("role").textValue()).isEqualTo("admin");
  }

  @Test
  void u02_takesPasswordsFrom8To256Characters() {
    record Case(String password, int status) {}
    int n = 0;
    for (Case c :
        List.of(
            new Case("abcdefg", 422),
            new Case("zq8#vbn1", 201),
            new Case("x".repeat(64), 201),
            new Case("y".repeat(73), 201),
            new Case("z".repeat(256), 201),
            new Case("z".repeat(257), 422),
            new Case("z".repeat(100_000), 422),
            new Case("\uD83D\uDD11".repeat(256), 201),
            new Case("\uD83D\uDD11".repeat(257), 422),
            new Case("  spaces around  ", 201))) {
      n++;
      Answer answer =
          server.post("/auth/register", credentials("p" + n + "@example.org", c.password()));
      assertThat(answer.status()).as("password %d", n).isEqualTo(c.status());
    }
    // Nothing is trimmed.
    assertThat(server.post("/auth/login", credentials("p10@example.org", "spaces around")).status())
        .isEqualTo(401);
  }

  @Test
  void u02_aLoneSurrogateIsNoPassword() {
    assertThat(server.post("/auth/register", credentials("a@b.org", "\\ud800abcdefgh")).code())
        .isEqualTo("malformed_json");
  }

  @Test
  void u03_refusesPasswordsThatAreGuessedFirst() {
    for (String guessed : List.of("password", "PASSWORD1", "adiuva123", "a@b.orgxx")) {
      Answer answer =
          server.post(
              "/auth/register",
              credentials(guessed.startsWith("a@") ? guessed : "a@b.org", guessed));
      assertThat(answer.status()).as(guessed).isEqualTo(422);
      assertThat(answer.json().get("errors").get(0).get("loc").toString())
          .isEqualTo("[\"body\",\"password\"]");
    }
  }

  @Test
  void u04_oneAddressIsOneAccountHoweverItIsSpelled() {
    assertThat(register("ann@example.org").status()).isEqualTo(201);
    for (String same : List.of("ANN@example.ORG", " ann@example.org ", "\uFF41nn@example.org")) {
      Answer answer = register(same);
      assertThat(answer.status()).as(same).isEqualTo(409);
      assertThat(answer.code()).isEqualTo("email_taken");
    }
  }

  @Test
  void u05_wrongAddressAndWrongPasswordLookAlike() {
    register("ann@example.org");
    Answer unknown = server.post("/auth/login", credentials("bob@example.org", PASSWORD));
    Answer wrong = server.post("/auth/login", credentials("ann@example.org", "not the password"));
    Answer tooShort = server.post("/auth/login", credentials("ann@example.org", "x"));
    Answer noAddress = server.post("/auth/login", credentials("nobody", PASSWORD));
    for (Answer answer : List.of(unknown, wrong, tooShort, noAddress)) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.code()).isEqualTo("invalid_credentials");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(answer.json().get("detail")).isEqualTo(unknown.json().get("detail"));
    }
  }

  @Test
  void u06_limitsFailedLoginsPerAccountAndAddress() {
    register("ann@example.org");
    for (int i = 0; i < 10; i++) {
      assertThat(server.post("/auth/login", credentials("ann@example.org", "wrong " + i)).status())
          .isEqualTo(401);
    }
    // A forwarded address changes nothing: nobody told us to trust this peer.
    Answer refused =
        server.post(
            "/auth/login",
            credentials("ann@example.org", PASSWORD),
            "X-Forwarded-For",
            "203.0.113.9",
            "Forwarded",
            "for=203.0.113.9",
            "X-Real-IP",
            "203.0.113.9");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("rate_limited");
    long wait = Long.parseLong(refused.header("Retry-After"));
    assertThat(wait).isBetween(1L, 60L);
    server.clock.advance(Duration.ofSeconds(wait));
    assertThat(server.post("/auth/login", credentials("ann@example.org", PASSWORD)).status())
        .isEqualTo(200);
  }

  @Test
  void u06_limitsEachDoorPerAddress() {
    for (int i = 0; i < 30; i++) {
      assertThat(server.post("/auth/login", credentials("u" + i + "@b.org", "whatever")).status())
          .isEqualTo(401);
    }
    assertThat(server.post("/auth/login", credentials("other@b.org", "whatever")).status())
        .isEqualTo(429);
  }

  @Test
  void u06_whatIsMalformedCountsAtEachDoorToo() {
    List<String> malformed =
        List.of("{", "[]", "{}", credentials("no address", "x"), "{\"refresh_token\":7}");
    for (String door : List.of("/auth/register", "/auth/login", "/auth/refresh")) {
      for (int i = 0; i < 30; i++) {
        assertThat(server.post(door, malformed.get(i % malformed.size())).status())
            .as(door)
            .isIn(400, 401, 422);
      }
      assertThat(server.post(door, "{").status()).as(door).isEqualTo(429);
      assertThat(server.call("POST", door, "x", "Content-Type", "text/plain").status())
          .as(door)
          .isEqualTo(429);
    }
  }

  @Test
  void u06_behindATrustedProxyTheForwardedAddressCounts() {
    try (TestServer behind = new TestServer(List.of("127.0.0.0/8"), Duration.ofSeconds(5))) {
      for (int i = 0; i < 40; i++) {
        Answer answer =
            behind.post(
                "/auth/login",
                credentials("u" + i + "@b.org", "whatever"),
                "X-Forwarded-For",
                "198.51.100.1, 203.0.113." + i);
        assertThat(answer.status()).isEqualTo(401);
      }
    }
  }

  @Test
  void h07_noDoorOpensWhileNobodyCanCount() {
    Answer ann = register("ann@example.org");
    String token = "Bearer " + ann.json().get("access_token").textValue();
    String refresh = "{\"refresh_token\":\"" + ann.json().get("refresh_token").textValue() + "\"}";
    server.limiter.setAway(true);
    for (Answer refused :
        List.of(
            register("bob@example.org"),
            server.post("/auth/login", credentials("ann@example.org", PASSWORD)),
            server.post("/auth/login", credentials("ann@example.org", "a wrong password")),
            server.post("/auth/refresh", refresh),
            server.json(
                "DELETE",
                "/auth/me",
                "{\"password\":\"" + PASSWORD + "\"}",
                "Authorization",
                token))) {
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("overloaded");
      assertThat(refused.header("Retry-After")).isEqualTo("2");
    }
    assertThat(server.get("/auth/me", "Authorization", token).status())
        .as("who is in stays in")
        .isEqualTo(200);
    server.limiter.setAway(false);
    assertThat(register("bob@example.org").status()).as("nothing was done").isEqualTo(201);
    assertThat(server.post("/auth/refresh", refresh).status()).isEqualTo(200);
    assertThat(server.post("/auth/login", credentials("ann@example.org", PASSWORD)).status())
        .isEqualTo(200);
  }

  @Test
  void u08_wantsAJsonObjectWithTexts() {
    record Case(String type, String body, int status, String code) {}
    for (Case c :
        List.of(
            new Case("text/plain", "{}", 415, "unsupported_media_type"),
            new Case("application/x-www-form-urlencoded", "email=a", 415, "unsupported_media_type"),
            new Case("application/json; charset=utf-16", "{}", 415, "unsupported_media_type"),
            new Case("application/json;charset=UTF-8", "[]", 422, "validation_failed"),
            new Case("application/json", "\"\"", 422, "validation_failed"),
            new Case("application/json", "", 400, "malformed_json"),
            new Case("application/json", "{\"email\":{\"$gt\":\"\"}}", 422, "validation_failed"),
            new Case("application/json", "{\"email\":[\"a\"]}", 422, "validation_failed"),
            new Case("application/json", "{\"email\":7}", 422, "validation_failed"),
            new Case(
                "application/json",
                "{\"x\":\"" + "x".repeat(1 << 20) + "\"}",
                413,
                "payload_too_large"))) {
      Answer answer = server.call("POST", "/auth/login", c.body(), "Content-Type", c.type());
      assertThat(answer.status()).as(c.type() + " " + c.code()).isEqualTo(c.status());
      assertThat(answer.code()).isEqualTo(c.code());
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }
  }

  @Test
  void p04_namesEveryFieldThatIsWrong() {
    Answer answer = server.post("/auth/register", "{\"email\":7,\"password\":null}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors").toString())
        .contains("{\"loc\":[\"body\",\"email\"],")
        .contains("\"type\":\"string_type\"")
        .contains("{\"loc\":[\"body\",\"password\"],")
        .contains("\"type\":\"missing\"");
    assertThat(answer.json().get("detail").isTextual()).isTrue();
  }

  @Test
  void p03_noNulReachesTheDatabase() {
    assertThat(register("a\\u0000b@example.org").status()).isEqualTo(422);
    assertThat(server.post("/auth/refresh", "{\"refresh_token\":\"\\u0000\"}").status())
        .isEqualTo(422);
  }

  @Test
  void u09_u10_rotatesRefreshTokensAndRevokesOnReplay() {
    String first = register("ann@example.org").json().get("refresh_token").textValue();
    Answer second = refresh(first);
    assertThat(second.status()).isEqualTo(200);
    String token = second.json().get("refresh_token").textValue();
    assertThat(token).isNotEqualTo(first);

    // Within the grace the same successor comes again.
    assertThat(refresh(first).json().get("refresh_token").textValue()).isEqualTo(token);

    server.clock.advance(Duration.ofSeconds(11));
    Answer replayed = refresh(first);
    assertThat(replayed.status()).isEqualTo(401);
    assertThat(replayed.code()).isEqualTo("refresh_token_reused");
    assertThat(refresh(token).code()).isEqualTo("invalid_refresh_token");
    assertThat(
            server
                .get(
                    "/auth/me",
                    "Authorization",
                    "Bearer " + second.json().get("access_token").textValue())
                .code())
        .isEqualTo("token_expired");
  }

  @Test
  void u11_racingRefreshesGetOneSuccessor() throws Exception {
    SignedIn ann = server.signUp();
    String token = ann.refreshToken().reveal();
    for (int round = 0; round < 5; round++) {
      String presented = token;
      List<Answer> answers = Racers.race(10, () -> refresh(presented));
      assertThat(answers).extracting(Answer::status).containsOnly(200);
      Set<String> successors =
          answers.stream()
              .map(answer -> answer.json().get("refresh_token").textValue())
              .collect(Collectors.toSet());
      assertThat(successors).hasSize(1);
      token = successors.iterator().next();
      server.clock.advance(Duration.ofMinutes(1)); // past the limit of the door
    }
    assertThat(server.authentication.sessions(ann.caller())).hasSize(1);
  }

  private Answer refresh(String token) {
    return server.post("/auth/refresh", "{\"refresh_token\":\"" + token + "\"}");
  }

  @Test
  void u12_refusesWhatIsNoRefreshToken() {
    SignedIn ann = server.signUp();
    for (String token :
        List.of(
            "",
            "x",
            "' OR 1=1--",
            ann.accessToken().value(),
            "A".repeat(43),
            "x".repeat(900_000))) {
      Answer answer = refresh(token);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.code()).isEqualTo("invalid_refresh_token");
    }
    server.clock.advance(Duration.ofDays(31));
    assertThat(refresh(ann.refreshToken().reveal()).code()).isEqualTo("invalid_refresh_token");
  }

  @Test
  void u13_limitsRefreshPerAddress() {
    for (int i = 0; i < 30; i++) {
      assertThat(refresh("x").status()).isEqualTo(401);
    }
    assertThat(refresh("x").status()).isEqualTo(429);
  }

  @Test
  void u14_changingThePasswordEndsTheOtherSessions() {
    SignedIn here = server.signUp();
    String email = here.caller().email().value();
    Answer elsewhere = server.post("/auth/login", credentials(email, PASSWORD));
    String other = "Bearer " + elsewhere.json().get("access_token").textValue();
    String body = "{\"current_password\":\"%s\",\"new_password\":\"%s\"}";

    Answer wrong =
        server.json(
            "PUT",
            "/auth/password",
            body.formatted("wrong one", "another good one"),
            "Authorization",
            bearer(here));
    assertThat(wrong.code()).isEqualTo("invalid_credentials");
    Answer tooShort =
        server.json(
            "PUT", "/auth/password", body.formatted(PASSWORD, "short"), "Authorization", other);
    assertThat(tooShort.status()).isEqualTo(422);

    Answer changed =
        server.json(
            "PUT",
            "/auth/password",
            body.formatted(PASSWORD, "another good one"),
            "Authorization",
            bearer(here));
    assertThat(changed.status()).isEqualTo(204);
    assertThat(changed.body()).isEmpty();
    assertThat(server.get("/auth/me", "Authorization", bearer(here)).status()).isEqualTo(200);
    assertThat(server.get("/auth/me", "Authorization", other).code()).isEqualTo("token_expired");
    assertThat(server.post("/auth/login", credentials(email, PASSWORD)).status()).isEqualTo(401);
    assertThat(server.post("/auth/login", credentials(email, "another good one")).status())
        .isEqualTo(200);
  }

  @Test
  void u14_erasesTheAccountOnlyWithItsPassword() {
    SignedIn ann = server.signUp();
    Answer refused =
        server.json("DELETE", "/auth/me", "{\"password\":\"wrong\"}", "Authorization", bearer(ann));
    assertThat(refused.code()).isEqualTo("invalid_credentials");
    assertThat(server.json("DELETE", "/auth/me", "{}", "Authorization", bearer(ann)).status())
        .isEqualTo(422);
    Answer erased =
        server.json(
            "DELETE",
            "/auth/me",
            "{\"password\":\"" + PASSWORD + "\"}",
            "Authorization",
            bearer(ann));
    assertThat(erased.status()).isEqualTo(204);
    assertThat(server.get("/auth/me", "Authorization", bearer(ann)).code())
        .isEqualTo("token_expired");
    assertThat(server.store.byId(ann.caller().id())).isEmpty();
    assertThat(server.store.byEmail(new EmailAddress(ann.caller().email().value()))).isEmpty();
  }

  @Test
  void u15_nothingKeptIsASecret() {
    Answer ann = register("ann@example.org");
    String refresh = ann.json().get("refresh_token").textValue();
    assertThat(server.store.dump()).doesNotContain(PASSWORD).doesNotContain(refresh);
  }

  @Test
  void j13_theTierIsReadOnEachRequest() {
    SignedIn ann = server.signUp();
    server.store.setTier(ann.caller().id(), Tier.POWER);
    assertThat(server.get("/auth/me", "Authorization", bearer(ann)).json().get("tier").textValue())
        .isEqualTo("power");
  }
}
