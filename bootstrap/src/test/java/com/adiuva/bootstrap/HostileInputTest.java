package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the whole server, on a real database, does with what it should not be sent.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileInputTest {
  private static final List<String> METACHARACTERS =
      List.of(
          "' OR '1'='1",
          "'; DROP TABLE users; --",
          "\\'; SELECT pg_sleep(5); --",
          "%_%\\",
          "$$; COPY users TO PROGRAM 'true'; $$",
          "{\"$gt\":\"\"}",
          "a\u0000b",
          ":name ? ?? <define>");

  private ServerUnderTest server;

  @BeforeAll
  void start() throws Exception {
    server = new ServerUnderTest(Map.of());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static Map<String, String> fresh() {
    return Map.of("X-Forwarded-For", ServerUnderTest.freshAddress());
  }

  @Test
  void h12_sqlInAnyFieldIsOnlyText() throws Exception {
    String token = server.token();
    for (String hostile : METACHARACTERS) {
      for (ApiClient.Answer answer :
          List.of(
              send("POST", "/auth/register", null, Map.of("email", hostile, "password", hostile)),
              send(
                  "POST",
                  "/auth/register",
                  null,
                  Map.of(
                      "email", hostile.replace(" ", "") + "@b", "password", hostile + "12345678")),
              send("POST", "/auth/login", null, Map.of("email", hostile, "password", hostile)),
              send("POST", "/auth/login", null, Map.of("email", "a@b", "password", hostile)),
              send("POST", "/auth/refresh", null, Map.of("refresh_token", hostile)),
              send(
                  "PUT",
                  "/auth/password",
                  token,
                  Map.of("current_password", hostile, "new_password", hostile + "12345678")),
              send("DELETE", "/auth/me", token, Map.of("password", hostile)),
              send("POST", "/chat", token, Map.of("message", "create a task " + hostile)))) {
        assertThat(answer.status()).as(hostile).isBetween(200, 499);
        assertThat(answer.response().body()).doesNotContain("SQL", "syntax", "Exception");
      }
    }
    assertThat(server.client().get("/auth/me", token).status())
        .as("the caller and the table are still there")
        .isEqualTo(200);
  }

  private ApiClient.Answer send(String method, String path, @Nullable String token, Object body)
      throws Exception {
    return server.client().send(method, path, token, body, fresh());
  }

  @Test
  void p08_aGzipBombIsNotInflated() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 256; i++) {
        gzip.write(zeros);
      }
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/auth/login"))
                  .header("Content-Type", "application/json")
                  .header("Content-Encoding", "gzip")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(bomb.toByteArray()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(415);
    }
  }

  @Test
  void c04_anErasedUserIsToldOnTheSocketsNextRequest() throws Exception {
    String token = server.token();
    String id = server.client().get("/auth/me", token).text("id");
    try (SocketClient socket = SocketClient.open(server.url(), token)) {
      server.database().execute("DELETE FROM users WHERE id = CAST(? AS uuid)", id);
      socket.send("{\"message\":\"hello\"}");
      JsonNode frame = ApiClient.JSON.readTree(socket.frame());
      assertThat(frame.path("error").path("code").asText()).isEqualTo("token_expired");
      assertThat(socket.closed().get(10, TimeUnit.SECONDS)).isEqualTo(4401);
    }
  }
}
