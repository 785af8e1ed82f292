package com.adiuva.adapters.http.accounts;

import static com.adiuva.adapters.http.testkit.TestServer.PASSWORD;
import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.application.accounts.SignedIn;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionRoutesTest {
  private final TestServer server = new TestServer();
  private final SignedIn ann = server.signUp();

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer login(String userAgent) {
    return server.post(
        "/auth/login",
        "{\"email\":\"" + ann.caller().email().value() + "\",\"password\":\"" + PASSWORD + "\"}",
        "User-Agent",
        userAgent);
  }

  @Test
  void listsTheSessionsAndEndsOne() {
    String elsewhere = "Bearer " + login("laptop").json().get("access_token").textValue();
    Answer list = server.get("/auth/sessions", "Authorization", elsewhere);
    assertThat(list.status()).isEqualTo(200);
    assertThat(list.json()).hasSize(2);
    JsonNode current = only(list.json(), true);
    JsonNode other = only(list.json(), false);
    assertThat(current.properties().stream().map(Map.Entry::getKey))
        .containsExactly("id", "created_at", "last_used_at", "user_agent", "current");
    assertThat(current.get("user_agent").textValue()).isEqualTo("laptop");
    assertThat(current.get("created_at").longValue())
        .isEqualTo(server.clock.instant().toEpochMilli());
    assertThat(other.get("id").textValue()).isEqualTo(ann.caller().session().toString());

    String path = "/auth/sessions/" + other.get("id").textValue();
    assertThat(server.call("DELETE", path, "", "Authorization", elsewhere).status()).isEqualTo(204);
    assertThat(server.get("/auth/me", "Authorization", bearer(ann)).code())
        .isEqualTo("token_expired");
    assertThat(server.call("DELETE", path, "", "Authorization", elsewhere).status()).isEqualTo(404);
  }

  private static JsonNode only(JsonNode sessions, boolean current) {
    for (JsonNode session : sessions) {
      if (session.get("current").booleanValue() == current) {
        return session;
      }
    }
    throw new AssertionError("no such session");
  }

  @Test
  void anothersSessionIsAsUnknownAsNone() {
    SignedIn bob = server.signUp();
    String id = bob.caller().session().toString();
    String unknown = "00000000-0000-4000-8000-000000000000";
    Answer foreign =
        server.call("DELETE", "/auth/sessions/" + id, "", "Authorization", bearer(ann));
    Answer missing =
        server.call("DELETE", "/auth/sessions/" + unknown, "", "Authorization", bearer(ann));
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.json().get("detail")).isEqualTo(missing.json().get("detail"));
    assertThat(server.get("/auth/me", "Authorization", bearer(bob)).status()).isEqualTo(200);
  }

  @Test
  void anIdHasOneSpelling() {
    String id = ann.caller().session().toString();
    for (String other :
        List.of(id.toUpperCase(Locale.ROOT), "1-1-1-1-1", "x", "null", id + "0", "%20" + id)) {
      Answer answer =
          server.call("DELETE", "/auth/sessions/" + other, "", "Authorization", bearer(ann));
      assertThat(answer.status()).as(other).isEqualTo(404);
    }
    assertThat(server.get("/auth/me", "Authorization", bearer(ann)).status()).isEqualTo(200);
  }

  @Test
  void logoutEndsThisSessionAlone() {
    String elsewhere = "Bearer " + login("laptop").json().get("access_token").textValue();
    Answer out = server.call("POST", "/auth/logout", "", "Authorization", bearer(ann));
    assertThat(out.status()).isEqualTo(204);
    assertThat(server.get("/auth/me", "Authorization", bearer(ann)).code())
        .isEqualTo("token_expired");
    assertThat(
            server
                .post(
                    "/auth/refresh", "{\"refresh_token\":\"" + ann.refreshToken().reveal() + "\"}")
                .code())
        .isEqualTo("invalid_refresh_token");
    assertThat(server.get("/auth/me", "Authorization", elsewhere).status()).isEqualTo(200);
  }

  @Test
  void j11_aTicketOpensASocketAndNothingElse() {
    Answer answer = server.call("POST", "/auth/ws-ticket", "", "Authorization", bearer(ann));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().get("expires_at").longValue())
        .isEqualTo(server.clock.instant().plusSeconds(30).toEpochMilli());
    String ticket = answer.json().get("ticket").textValue();
    assertThat(server.get("/auth/me", "Authorization", "Bearer " + ticket).code())
        .isEqualTo("invalid_token");
    assertThat(server.authentication.redeemTicket(ticket)).isEqualTo(ann.caller());
  }
}
