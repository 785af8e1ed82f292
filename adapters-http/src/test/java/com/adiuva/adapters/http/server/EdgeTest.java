package com.adiuva.adapters.http.server;

import static com.adiuva.adapters.http.testkit.RawConnection.request;
import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.ProbeRoutes;
import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What every answer carries, whatever became of the request.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeTest {
  private final TestServer server = new TestServer(new ProbeRoutes());

  @AfterAll
  void stop() {
    server.close();
  }

  private String raw(String request) throws IOException {
    return RawConnection.exchange(server.port(), request);
  }

  private String rawToTheEnd(String request) throws IOException {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(request);
      connection.endOutput();
      return connection.readToEnd();
    }
  }

  @Test
  void everyAnswerHasARequestId() {
    assertThat(server.get("/health", "X-Request-Id", "my-id_1.2").header("X-Request-Id"))
        .isEqualTo("my-id_1.2");
    for (String bad : List.of("has space", "x".repeat(65), "{\"a\":1}", "..\u00e9")) {
      assertThat(server.get("/health", "X-Request-Id", bad).header("X-Request-Id"))
          .matches("[0-9a-f-]{36}");
    }
    Answer error = server.get("/nowhere", "X-Request-Id", "mine");
    assertThat(error.header("X-Request-Id")).isEqualTo("mine");
    assertThat(error.json().get("request_id").textValue()).isEqualTo("mine");
  }

  @Test
  void everyAnswerForbidsCachingAndSniffing() {
    for (Answer answer :
        List.of(
            server.get("/health"),
            server.get("/nowhere"),
            server.get("/auth/me"),
            server.get("/auth/me", "Authorization", bearer(server.signUp())),
            server.get("/probe/broken"))) {
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Server")).isEmpty();
      assertThat(answer.header("X-Powered-By")).isEmpty();
      assertThat(answer.header("Set-Cookie")).isEmpty();
      assertThat(answer.header("Content-Encoding")).isEmpty();
    }
  }

  @Test
  void anUnexpectedFailureSaysNothingOfItself() {
    Answer answer = server.get("/probe/broken", "Accept", "text/html", "X-Request-Id", "broken-1");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("internal_error");
    assertThat(answer.json().get("request_id").textValue()).isEqualTo("broken-1");
    assertThat(answer.body()).doesNotContain("SELECT").doesNotContain("IllegalState");
  }

  @Test
  void aProblemIsProblemJsonWithItsHeaders() {
    Answer answer = server.get("/probe/limited");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("2");
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("type").textValue()).isEqualTo("urn:adiuva:problem:rate_limited");
    assertThat(answer.json().get("status").intValue()).isEqualTo(429);
    assertThat(answer.json().get("title").textValue()).isNotEmpty();
    assertThat(answer.json().get("detail").textValue()).isNotEmpty();
  }

  @Test
  void o10_wrongMethodsAre405WithAllow() throws IOException {
    for (String method : List.of("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO", "QUERY")) {
      String answer = raw(request(method + " /api/v1/auth/login"));
      assertThat(answer).as(method).startsWith("HTTP/1.1 405").contains("Allow: POST\r\n");
      assertThat(raw(request(method + " /api/v1/nowhere")))
          .as(method)
          .startsWith("HTTP/1.1 404")
          .contains("application/problem+json");
    }
    assertThat(raw(request("POST /api/v1/auth/sessions/x")))
        .startsWith("HTTP/1.1 405")
        .contains("Allow: DELETE\r\n");
    assertThat(raw(request("PATCH /api/v1/auth/me"))).contains("Allow: DELETE, GET, HEAD\r\n");
  }

  @Test
  void o10_headAnswersAsGetWithoutABody() throws IOException {
    String answer = raw(request("HEAD /api/v1/health"));
    assertThat(answer).startsWith("HTTP/1.1 200").contains("Content-Length: ").endsWith("\r\n\r\n");
    assertThat(raw(request("HEAD /api/v1/auth/me"))).startsWith("HTTP/1.1 401");
    assertThat(raw(request("HEAD /api/v1/auth/login"))).startsWith("HTTP/1.1 405");
    assertThat(raw(request("HEAD /api/v1/nowhere"))).startsWith("HTTP/1.1 404");
  }

  @Test
  void o10_noMethodOverride() {
    Answer answer =
        server.get(
            "/auth/me",
            "X-HTTP-Method-Override",
            "DELETE",
            "Authorization",
            bearer(server.signUp()));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("email")).isNotNull();
  }

  @Test
  void o11_noSpellingOfAPathReachesAHandlerAnotherWay() throws IOException {
    String token = "Authorization: " + bearer(server.signUp());
    assertThat(raw(request("GET /api/v1/probe/items/1", token))).startsWith("HTTP/1.1 200");
    for (String path :
        List.of(
            "/api/v1/probe/items/%2e%2e/1",
            "/api/v1/probe/items/../items/1",
            "/api/v1/probe/items/%2e%2e%2f1",
            "/api/v1/probe/items/1;jsessionid=x",
            "/api/v1/probe;x/items/1",
            "/api/v1//probe/items/1",
            "//api/v1/probe/items/1",
            "/api/v1/probe/items//1",
            "/api/v1/probe/items/1/",
            "/api/v1/probe/items/a%2Fb",
            "/api/v1/probe/items/a%5Cb",
            "/api/v1/probe/items/a\\b",
            "/api/v1/probe/items/%00",
            "/api/v1/probe/items/%c0%ae",
            "/api/v1/probe/items/%zz",
            "/api/v1/probe/items/%",
            "/API/V1/probe/items/1",
            "/api/v1/PROBE/items/1",
            "/api/v1/probe/items",
            "/api/v1/probe/items/",
            "/probe/items/1",
            "/api/v2/probe/items/1",
            "/api/v1/probe/items/1#fragment",
            "api/v1/probe/items/1",
            "/./api/v1/probe/items/1")) {
      String answer = raw(request("GET " + path, token));
      assertThat(answer).as(path).containsPattern("^HTTP/1.1 (400|404) ");
      assertThat(answer).contains("application/problem+json").contains("X-Request-Id: ");
      assertThat(answer).doesNotContain("<html").doesNotContain("items");
    }
    // Without a token the same paths are no more open.
    assertThat(raw(request("GET /api/v1/probe/items/x%20y"))).startsWith("HTTP/1.1 401");
    assertThat(raw(request("GET /api/v1/%70robe/items/1"))).doesNotStartWith("HTTP/1.1 200");
  }

  @Test
  void h03_largeHeadersAndAddresses() throws IOException {
    assertThat(raw(request("GET /api/v1/health", "X-Big: " + "x".repeat(8 << 10))))
        .startsWith("HTTP/1.1 431")
        .contains("header_fields_too_large");
    assertThat(raw(request("GET /api/v1/health?" + "x".repeat(8 << 10))))
        .startsWith("HTTP/1.1 414")
        .contains("uri_too_long")
        .doesNotContain("xxxx");
    String[] many = new String[200];
    for (int i = 0; i < many.length; i++) {
      many[i] = "X-Header-Number-" + i + ": some value that adds up to more than 8 KiB";
    }
    assertThat(raw(request("GET /api/v1/health", many))).startsWith("HTTP/1.1 431");
  }

  @Test
  void p07_requestsThatAreNoHttp() throws IOException {
    String post =
        "POST /api/v1/probe/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    for (String request :
        List.of(
            "GARBAGE\r\n\r\n",
            "GET /api/v1/health HTTP/9.9\r\nHost: x\r\n\r\n",
            "GET /api/v1/health HTTP/1.1\r\n\r\n",
            "GET /api/v1/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET /api/v1/health HTTP/1.1\r\nHost: x\r\nBad Header: x\r\n\r\n",
            "GET /api/v1/health HTTP/1.1\r\nHost: x\r\n folded: x\r\n\r\n",
            post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            post + "Content-Length: -1\r\n\r\n{}",
            post + "Content-Length: x\r\n\r\n{}",
            post + "Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n",
            post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n")) {
      String answer = raw(request);
      assertThat(answer)
          .as(request)
          .containsPattern("^HTTP/1.1 (400|413|415|501|505) ")
          .contains("application/problem+json")
          .contains("Cache-Control: no-store")
          .doesNotContain("<html")
          .doesNotContain("GARBAGE");
    }
    assertThat(server.get("/health").status()).isEqualTo(200);
  }

  @Test
  void h04_forwardedHeadersOfAStrangerCountForNothing() throws IOException {
    String answer =
        raw(
            request(
                "GET /api/v1/probe/address",
                "X-Forwarded-For: 203.0.113.1",
                "Forwarded: for=203.0.113.2",
                "X-Real-IP: 203.0.113.3",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil.example"));
    assertThat(answer).contains("{\"address\":\"127.0.0.1\"}").doesNotContain("evil");
  }

  @Test
  void repeatedAndUnknownQueryParametersDoNoHarm() throws IOException {
    for (String query : List.of("?a=1&a=2", "?%00", "?=&=&&", "?" + "x".repeat(4_000))) {
      assertThat(raw(request("GET /api/v1/health" + query))).startsWith("HTTP/1.1 200");
    }
    String token = server.signUp().accessToken().value();
    for (String query :
        List.of("?token=%zz", "?token=x&token=" + token, "?ticket=x&ticket=y", "?%zz=1")) {
      String answer =
          rawToTheEnd(
              "GET /api/v1/chat/stream"
                  + query
                  + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                  + "X-Request-Id: last\r\n\r\n");
      assertThat(answer)
          .as(query)
          .containsPattern("^HTTP/1.1 40[01] ")
          .contains("application/problem+json");
    }
  }
}
