package com.adiuva.adapters.http.accounts;

import static com.adiuva.adapters.http.testkit.RawConnection.request;
import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.application.accounts.SignedIn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The rows J of the security checklist that need a request to decide them.
class AuthorizationTest {
  private final TestServer server = new TestServer();
  private final SignedIn ann = server.signUp();

  @AfterEach
  void stop() {
    server.close();
  }

  private String me(String... headers) throws IOException {
    return RawConnection.exchange(server.port(), request("GET /api/v1/auth/me", headers));
  }

  @Test
  void everyRouteButTheOpenOnesWantsAToken() {
    for (String route :
        List.of(
            "GET /auth/me",
            "DELETE /auth/me",
            "POST /auth/logout",
            "GET /auth/sessions",
            "DELETE /auth/sessions/x",
            "PUT /auth/password",
            "POST /auth/ws-ticket")) {
      String[] parts = route.split(" ", 2);
      Answer answer = server.json(parts[0], parts[1], "{}");
      assertThat(answer.status()).as(route).isEqualTo(401);
      assertThat(answer.code()).isEqualTo("unauthenticated");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
  }

  @Test
  void j11_aRefreshTokenIsNoAccessToken() throws IOException {
    assertThat(me("Authorization: Bearer " + ann.refreshToken().reveal()))
        .startsWith("HTTP/1.1 401")
        .contains("invalid_token");
  }

  @Test
  void j12_neitherErasedAccountsNorEndedSessionsPass() {
    SignedIn bob = server.signUp();
    server.store.end(bob.caller().id(), bob.caller().session(), server.clock.instant());
    assertThat(server.get("/auth/me", "Authorization", bearer(bob)).code())
        .isEqualTo("token_expired");
    server.store.erase(ann.caller().id());
    assertThat(server.get("/auth/me", "Authorization", bearer(ann)).code())
        .isEqualTo("token_expired");
  }

  @Test
  void j08_anExpiredTokenSaysSo() {
    server.clock.advance(Duration.ofMinutes(30));
    Answer answer = server.get("/auth/me", "Authorization", bearer(ann));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("token_expired");
  }

  @Test
  void j14_largeAuthorizationHeaders() throws IOException {
    assertThat(me("Authorization: Bearer " + "a".repeat(5_000))).startsWith("HTTP/1.1 401");
    for (int size : List.of(8 << 10, 64 << 10)) {
      assertThat(me("Authorization: Bearer " + "a".repeat(size)))
          .startsWith("HTTP/1.1 431")
          .contains("application/problem+json")
          .contains("header_fields_too_large")
          .contains("X-Request-Id: ");
    }
  }

  @Test
  void j15_oneHeaderOneSpaceAnyCase() throws IOException {
    String token = ann.accessToken().value();
    assertThat(me("Authorization: Bearer " + token)).startsWith("HTTP/1.1 200");
    assertThat(me("authorization: bEaReR " + token)).startsWith("HTTP/1.1 200");
    for (List<String> headers :
        List.of(
            List.of("Authorization: Bearer " + token, "Authorization: Bearer " + token),
            List.of("Authorization: Bearer  " + token),
            List.of("Authorization: Bearer\t" + token),
            List.of("Authorization: Bearer" + token),
            List.of("Authorization: Bearer"),
            List.of("Authorization:"),
            List.of("Authorization: " + token),
            List.of("Authorization: Basic YTpi"),
            List.of("Authorization: Bearer " + token + ", Bearer " + token),
            List.of("Authorization: Bearer " + token + " x"))) {
      assertThat(me(headers.toArray(String[]::new)))
          .as(headers.toString().replace(token, "T"))
          .startsWith("HTTP/1.1 401")
          .contains("WWW-Authenticate: Bearer");
    }
  }
}
