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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

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

  @Test
  void c04_aChangedTierHoldsForTheNextRequestEverywhere() throws Exception {
    String token = server.token();
    String id = server.client().get("/auth/me", token).text("id");
    try (SocketClient socket = SocketClient.open(server.url(), token)) {
      for (String tier : List.of("team", "pro", "free")) {
        server
            .database()
            .execute(
                """
                INSERT INTO subscriptions (user_id, tier, status, created_at)
                VALUES (CAST(? AS uuid), ?, 'active', now())
                ON CONFLICT (user_id) DO UPDATE SET tier = excluded.tier
                """,
                id,
                tier);
        // Nothing that a socket does depends on the tier yet; that each of its requests reads it
        // anew is tested beside the socket.
        socket.send("{\"message\":\"list my tasks\"}");
        assertThat(lastFrame(socket).path("done").asBoolean()).isTrue();
        assertThat(server.client().get("/auth/me", token).text("tier")).isEqualTo(tier);
      }
    }
  }

  private static JsonNode lastFrame(SocketClient socket) throws Exception {
    String frame = socket.frame();
    while (!frame.startsWith("{\"")) {
      frame = socket.frame();
    }
    return ApiClient.JSON.readTree(frame);
  }

  /// Names of one hash in every object that a client fills as it likes. A reader or a map that
  /// takes them one after the other would be at it for many minutes.
  @Test
  @Timeout(60)
  void p05_collidingNamesCostLittle() throws Exception {
    String token = server.token();
    Map<String, Integer> many = collidingNames(41_000);
    assertThat(many.keySet().stream().map(String::hashCode).distinct()).hasSize(1);
    for (Object context :
        List.of(
            Map.of("user_profile", many),
            Map.of("recent_tasks", List.of(many)),
            Map.of("notes", List.of(many)),
            many)) {
      ApiClient.Answer answer =
          send("POST", "/chat", token, Map.of("message", "list my tasks", "context", context));
      assertThat(answer.status()).isIn(200, 422);
    }
    assertThat(send("POST", "/auth/login", null, many).status()).isEqualTo(422);
    assertThat(
            send(
                    "POST",
                    "/chat",
                    token,
                    Map.of(
                        "message",
                        "hello",
                        "context",
                        Map.of("user_profile", collidingNames(100_000))))
                .status())
        .as("more than a body may hold")
        .isEqualTo(413);
  }

  /// "Aa", "BB" and "C#" have one hash, and so has every text of ten such pairs or more.
  private static Map<String, Integer> collidingNames(int count) {
    int pairs = count <= 59_049 ? 10 : 11;
    Map<String, Integer> names = new HashMap<>();
    for (int i = 0; i < count; i++) {
      StringBuilder name = new StringBuilder();
      for (int pair = 0, rest = i; pair < pairs; pair++, rest /= 3) {
        name.append(List.of("Aa", "BB", "C#").get(rest % 3));
      }
      names.put(name.toString(), 1);
    }
    return names;
  }

  @Test
  void h10_inProdOnlyTheSpecificationIsServedBesideTheApi() throws Exception {
    try (ServerUnderTest prod = new ServerUnderTest(Map.of("ENV", "prod"));
        HttpClient http = HttpClient.newHttpClient()) {
      for (String path :
          List.of(
              "/docs",
              "/docs/",
              "/metrics",
              "/actuator",
              "/actuator/env",
              "/swagger-ui",
              "/.env",
              "/",
              "/admin",
              "/debug",
              "/openapi.json",
              "/h2-console",
              "/webjars/swagger-ui")) {
        for (String base : List.of("", "/api/v1")) {
          HttpResponse<String> answer = get(http, prod.url() + base + path);
          assertThat(answer.statusCode()).as(base + path).isEqualTo(404);
          assertThat(answer.headers().firstValue("Content-Type"))
              .hasValue("application/problem+json");
          assertThat(answer.headers().firstValue("Server")).isEmpty();
          assertThat(answer.headers().firstValue("X-Powered-By")).isEmpty();
        }
      }
      for (String base : List.of("", "/api/v1")) {
        HttpResponse<String> specification = get(http, prod.url() + base + "/openapi.yaml");
        assertThat(specification.statusCode()).isEqualTo(200);
        assertThat(specification.body()).startsWith("openapi: 3.1");
        assertThat(specification.headers().firstValue("Server")).isEmpty();
      }
    }
  }

  private static HttpResponse<String> get(HttpClient http, String url) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
