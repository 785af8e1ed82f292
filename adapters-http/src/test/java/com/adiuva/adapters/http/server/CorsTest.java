package com.adiuva.adapters.http.server;

import static com.adiuva.adapters.http.testkit.RawConnection.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.ProbeRoutes;
import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorsTest {
  private final TestServer server = new TestServer(new ProbeRoutes());

  @AfterAll
  void stop() {
    server.close();
  }

  private Answer preflight(String origin) {
    return server.call(
        "OPTIONS",
        "/auth/me",
        "",
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "PUT",
        "Access-Control-Request-Headers",
        "authorization, content-type");
  }

  @Test
  void h01_preflightOfAllowedOrigins() {
    for (String origin :
        List.of("app://.", "http://localhost:3000", "http://127.0.0.1:9", "http://127.0.0.1")) {
      Answer answer = preflight(origin);
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
      assertThat(answer.header("Vary")).isEqualTo("Origin");
      assertThat(Arrays.asList(answer.header("Access-Control-Allow-Methods").split(", ")))
          .contains("GET", "HEAD", "POST", "PUT", "DELETE");
      assertThat(Arrays.asList(answer.header("Access-Control-Allow-Headers").split(", ")))
          .contains(
              "Authorization",
              "Content-Type",
              "If-Match",
              "If-None-Match",
              "If-Modified-Since",
              "Range",
              "Idempotency-Key",
              "X-Request-Id",
              "X-Backup-Version",
              "X-Backup-Timestamp",
              "X-Backup-Checksum",
              "X-Backup-Chunk-Count");
      assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }
  }

  @Test
  void h01_othersGetNothing() {
    for (String origin :
        List.of(
            "https://evil.example",
            "null",
            "app://..",
            "app://.evil",
            "APP://.",
            "app://",
            "http://localhost:3000/",
            "http://localhost:30000",
            "http://localhost:3000.evil.com",
            "http://localhost",
            "https://localhost:3000",
            "http://127.0.0.1:9@evil.example",
            "http://127.0.0.1.evil.example",
            "http://127.0.0.1:123456",
            "http://127.0.0.1:",
            "http://localhost:3000 http://evil.example",
            "*")) {
      assertThat(preflight(origin).header("Access-Control-Allow-Origin")).as(origin).isEmpty();
      assertThat(server.get("/health", "Origin", origin).header("Access-Control-Allow-Origin"))
          .as(origin)
          .isEmpty();
    }
  }

  @Test
  void wrapsEverythingErrorsToo() throws IOException {
    for (String path :
        List.of("/health", "/auth/me", "/probe/limited", "/probe/broken", "/nowhere")) {
      Answer answer = server.get(path, "Origin", "app://.");
      assertThat(answer.header("Access-Control-Allow-Origin")).as(path).isEqualTo("app://.");
      assertThat(Arrays.asList(answer.header("Access-Control-Expose-Headers").split(", ")))
          .containsExactlyInAnyOrder(
              "X-Checksum",
              "X-Backup-Version",
              "X-Backup-Timestamp",
              "X-Backup-Checksum",
              "X-Backup-Chunk-Count",
              "ETag",
              "Last-Modified",
              "Content-Range",
              "X-Total-Count",
              "X-Search-Mode",
              "X-Request-Id",
              "Retry-After",
              "RateLimit-Limit",
              "RateLimit-Remaining",
              "RateLimit-Reset",
              "Idempotency-Replayed");
    }
    assertThat(
            RawConnection.exchange(
                server.port(), request("GET /api/v1/%2e%2e/auth/me", "Origin: app://.")))
        .startsWith("HTTP/1.1 400")
        .contains("Access-Control-Allow-Origin: app://.");
  }

  @Test
  void twoOriginsAreNone() throws IOException {
    assertThat(
            RawConnection.exchange(
                server.port(),
                request("GET /api/v1/health", "Origin: app://.", "Origin: http://evil.example")))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("Access-Control-Allow-Origin");
  }
}
