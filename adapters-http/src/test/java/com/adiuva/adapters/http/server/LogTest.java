package com.adiuva.adapters.http.server;

import static com.adiuva.adapters.http.testkit.RawConnection.request;
import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.adiuva.adapters.http.testkit.LogCapture;
import com.adiuva.adapters.http.testkit.ProbeRoutes;
import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.application.accounts.SignedIn;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogTest {
  private final TestServer server = new TestServer(new ProbeRoutes());

  @AfterEach
  void stop() {
    server.close();
  }

  private static Map<String, String> keyValues(ILoggingEvent event) {
    return event.getKeyValuePairs().stream()
        .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
  }

  private static boolean has(ILoggingEvent event, String key, String value) {
    return event.getKeyValuePairs() != null && value.equals(keyValues(event).get(key));
  }

  @Test
  void writesOneLinePerRequest() {
    try (LogCapture log = new LogCapture("http.access")) {
      SignedIn ann = server.signUp();
      server.get(
          "/probe/items/my-private-id?token=x",
          "Authorization",
          bearer(ann),
          "X-Request-Id",
          "line-1");
      ILoggingEvent line = log.await(event -> has(event, "request_id", "line-1"));
      Map<String, String> values = keyValues(line);
      assertThat(values)
          .containsEntry("method", "GET")
          .containsEntry("route", "/api/v1/probe/items/{id}")
          .containsEntry("status", "200")
          .containsEntry("user_id", ann.caller().id().toString());
      assertThat(Long.parseLong(String.valueOf(values.get("duration_ms")))).isBetween(0L, 10_000L);
      assertThat(log.text()).doesNotContain("my-private-id").doesNotContain("token=");
    }
  }

  @Test
  void linesOfRefusedRequestsToo() throws IOException {
    try (LogCapture log = new LogCapture("http.access")) {
      server.get("/nowhere/at-all?x=secret", "X-Request-Id", "line-2");
      assertThat(keyValues(log.await(event -> has(event, "request_id", "line-2"))))
          .containsEntry("route", "unmatched")
          .containsEntry("status", "404");
      RawConnection.exchange(server.port(), "GARBAGE with secret words\r\n\r\n");
      log.await(event -> has(event, "status", "400"));
      RawConnection.exchange(server.port(), request("EVIL /secret", "X-Request-Id: line-3"));
      assertThat(keyValues(log.await(event -> has(event, "request_id", "line-3"))))
          .containsEntry("method", "OTHER");
      assertThat(log.text()).doesNotContain("secret").doesNotContain("EVIL");
    }
  }

  @Test
  void h08_nothingOfTheClientsOwnReachesALine() throws IOException {
    try (LogCapture log = new LogCapture("http.access")) {
      RawConnection.exchange(
          server.port(),
          request(
              "GET /api/v1/health", "User-Agent: {\"level\":\"INFO\"}\t[31m", "X-Request-Id: a.b"));
      log.await(event -> has(event, "request_id", "a.b"));
      RawConnection.exchange(
          server.port(),
          request(
              "GET /api/v1/x%0a%7b%22level%22", "X-Request-Id: a\u2028b", "Referer: \u001b[31m"));
      log.await(event -> has(event, "status", "400"));
      assertThat(log.text())
          .doesNotContain("\u001b")
          .doesNotContain("level\"")
          .doesNotContain("%0a");
    }
  }

  @Test
  void aFailureIsLoggedOnceWithItsPlaceAndWithoutItsWords() {
    try (LogCapture log = new LogCapture("com.adiuva")) {
      server.get("/probe/broken", "X-Request-Id", "broken-9");
      List<ILoggingEvent> lines = log.events();
      assertThat(lines).hasSize(1);
      assertThat(lines.getFirst().getMDCPropertyMap()).containsEntry("request_id", "broken-9");
      assertThat(log.text())
          .contains("java.lang.IllegalStateException")
          .contains("ProbeRoutes.java")
          .doesNotContain("SELECT secret");
    }
  }

  @Test
  void anErrorIsAnsweredAndLoggedLikeAnyFailure() {
    try (LogCapture log = new LogCapture("com.adiuva")) {
      TestServer.Answer answer = server.get("/probe/fatal", "X-Request-Id", "fatal-9");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.code()).isEqualTo("internal_error");
      assertThat(log.events()).hasSize(1);
      assertThat(log.text()).contains("java.lang.LinkageError").doesNotContain("SELECT secret");
    }
  }

  @Test
  void h09_secretsStayOutOfEveryLog() throws IOException {
    try (LogCapture log = new LogCapture("com.adiuva");
        LogCapture access = new LogCapture("http.access");
        LogCapture javalin = new LogCapture("io.javalin")) {
      String canary = "canary-7f3a9";
      String body =
          "{\"email\":\"" + canary + "@example.org\",\"password\":\"" + canary + "-password\"}";
      String token = server.post("/auth/register", body).json().get("access_token").textValue();
      server.post("/auth/register", body);
      server.post("/auth/login", body.replace("-password", "-wrong-one"));
      server.post("/auth/login", body + canary);
      server.get("/auth/me?token=" + canary, "Authorization", "Bearer " + token);
      server.get("/auth/me", "Authorization", "Bearer " + canary);
      server.get("/" + canary);
      server.post("/auth/refresh", "{\"refresh_token\":\"" + canary + "\"}");
      server.get("/health", "X-Request-Id", "last-one");
      access.await(event -> has(event, "request_id", "last-one"));
      for (String text : List.of(log.text(), access.text(), javalin.text())) {
        assertThat(text).doesNotContain(canary).doesNotContain(token);
      }
    }
  }
}
