package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.RawSocket;
import com.adiuva.domain.accounts.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may open a socket, and what everybody else is told (rows C1 and C2, and C7 for the cap).
final class SocketHandshakeTest {
  private static ChatServer server;

  @BeforeAll
  static void start() {
    server = new ChatServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawSocket ask(String target, String... headers) throws Exception {
    return new RawSocket(server.port(), target, headers);
  }

  private static String bearer(Caller caller) {
    return "Authorization: Bearer " + server.token(caller);
  }

  private static void assertProblem(RawSocket answer, int status, String code) throws Exception {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.head())
        .containsIgnoringCase("Content-Type: application/problem+json")
        .doesNotContainIgnoringCase("Set-Cookie");
    JsonNode problem = Json.parse(answer.body());
    assertThat(problem.get("code").textValue()).isEqualTo(code);
    assertThat(answer.head()).contains("X-Request-Id: " + problem.get("request_id").textValue());
  }

  private static void assertOpen(RawSocket socket) throws Exception {
    assertThat(socket.status()).as(socket.head()).isEqualTo(101);
    socket.frame(RawSocket.PING, true, new byte[] {7});
    assertThat(socket.next().opcode()).isEqualTo(RawSocket.PONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "app://.evil",
        "app://",
        "APP://.",
        "http://localhost:3000.evil.com",
        "http://localhost@evil",
        "http://localhost:3000/",
        "http://localhost",
        "app://., https://evil.example"
      })
  void c1ForbidsOtherOriginsBeforeAnythingElse(String origin) throws Exception {
    try (RawSocket answer = ask(ChatServer.PATH, "Origin: " + origin, bearer(server.signIn()))) {
      assertProblem(answer, 403, "forbidden_origin");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"app://.", "http://localhost:3000"})
  void c1AllowsTheListedOrigins(String origin) throws Exception {
    try (RawSocket socket = ask(ChatServer.PATH, "Origin: " + origin, bearer(server.signIn()))) {
      assertThat(socket.status()).isEqualTo(101);
    }
  }

  @Test
  void c1AllowsAClientWithoutOriginOnlyWithAToken() throws Exception {
    try (RawSocket socket = ask(ChatServer.PATH, bearer(server.signIn()));
        RawSocket refused = ask(ChatServer.PATH)) {
      assertThat(socket.status()).isEqualTo(101);
      assertProblem(refused, 401, "unauthenticated");
      assertThat(refused.head()).contains("WWW-Authenticate: Bearer");
    }
  }

  @Test
  void c1RefusesTwoOrigins() throws Exception {
    try (RawSocket answer =
        ask(
            ChatServer.PATH,
            "Origin: app://.",
            "Origin: https://evil.example",
            bearer(server.signIn()))) {
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  @Test
  void c2TakesTheTokenFromASubProtocolAndSelectsTheOtherOne() throws Exception {
    String token = server.token(server.signIn());
    for (String offer :
        List.of(
            "bearer, " + token, "adiuva.chat.v9, bearer," + token, "bearer," + token + ", other")) {
      try (RawSocket socket = ask(ChatServer.PATH, "Sec-WebSocket-Protocol: " + offer)) {
        assertThat(socket.status()).isEqualTo(101);
        assertThat(selected(socket)).containsExactly("bearer");
      }
    }
    try (RawSocket socket =
        ask(
            ChatServer.PATH,
            "Sec-WebSocket-Protocol: bearer",
            "Sec-WebSocket-Protocol: " + token)) {
      assertThat(selected(socket)).containsExactly("bearer");
    }
  }

  @Test
  void c2SelectsNothingWhereOnlyUnknownProtocolsAreOffered() throws Exception {
    try (RawSocket socket =
        ask(ChatServer.PATH, "Sec-WebSocket-Protocol: chat, soap", bearer(server.signIn()))) {
      assertThat(socket.status()).isEqualTo(101);
      assertThat(selected(socket)).isEmpty();
    }
  }

  @Test
  void c2TakesATicketOnce() throws Exception {
    String ticket = server.ticket(server.signIn());
    try (RawSocket socket = ask(ChatServer.PATH + "?ticket=" + ticket);
        RawSocket again = ask(ChatServer.PATH + "?ticket=" + ticket)) {
      assertThat(socket.status()).isEqualTo(101);
      assertProblem(again, 401, "invalid_token");
    }
  }

  @Test
  void c2TakesATokenFromTheUrl() throws Exception {
    try (RawSocket socket = ask(ChatServer.PATH + "?token=" + server.token(server.signIn()))) {
      assertThat(socket.status()).isEqualTo(101);
    }
  }

  @Test
  void c2ABadCredentialIsNotMadeGoodByAnother() throws Exception {
    String token = server.token(server.signIn());
    for (String bad : List.of("Authorization: Bearer x", "Authorization: Basic YTpi")) {
      try (RawSocket answer = ask(ChatServer.PATH + "?token=" + token, bad)) {
        assertProblem(answer, 401, "invalid_token");
      }
    }
    try (RawSocket answer =
        ask(ChatServer.PATH + "?token=" + token, "Sec-WebSocket-Protocol: bearer, x")) {
      assertProblem(answer, 401, "invalid_token");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?ticket=x",
        "?ticket=",
        "?token=",
        "?token=a.b.c",
        "?token=%zz",
        "?token=%00",
        "?token=a%0d%0ab",
        "?ticket=%c3%28",
        "?x=1",
        "?",
        "?token=ticket&ticket=token"
      })
  void c2RefusesEverythingElse(String query) throws Exception {
    try (RawSocket answer = ask(ChatServer.PATH + query)) {
      assertThat(answer.status()).as(answer.head()).isIn(400, 401);
      assertThat(answer.head()).containsIgnoringCase("application/problem+json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?a=|", "?a={}", "?a=\"<>\"", "?a=^`", "?a=[", "?a=\\"})
  void anAddressThatIsNoneIsABadRequest(String query) throws Exception {
    try (RawSocket answer = ask(ChatServer.PATH + query, bearer(server.signIn()))) {
      assertThat(answer.status()).as(answer.head()).isIn(101, 400);
    }
  }

  @Test
  void c2AnExpiredTokenIsRefused() throws Exception {
    Caller caller = server.signIn();
    String header = bearer(caller);
    server.clock.advance(Duration.ofHours(1));
    try (RawSocket answer = ask(ChatServer.PATH, header)) {
      assertProblem(answer, 401, "token_expired");
    }
  }

  @Test
  void aPlainRequestIsToldToUpgrade() throws Exception {
    try (RawSocket answer =
        new RawSocket(server.port(), "GET", ChatServer.PATH, List.of(bearer(server.signIn())))) {
      assertThat(answer.status()).isEqualTo(426);
      assertThat(answer.head()).contains("Upgrade: websocket", "Sec-WebSocket-Version: 13");
    }
    try (RawSocket answer =
        new RawSocket(server.port(), "GET", ChatServer.PATH, List.of("Accept: */*"))) {
      assertProblem(answer, 426, "upgrade_required");
    }
  }

  @Test
  void c2WhatCanOpenNoSocketUsesUpNoTicket() throws Exception {
    String target = ChatServer.PATH + "?ticket=" + server.ticket(server.signIn());
    String headers =
        String.join(
            "\r\n",
            "",
            "Host: x",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");
    try (RawConnection head = new RawConnection(server.port());
        RawConnection old = new RawConnection(server.port())) {
      head.send("HEAD " + target + " HTTP/1.1" + headers);
      head.endOutput();
      assertThat(head.readToEnd()).startsWith("HTTP/1.1 405").contains("Allow: GET\r\n");
      old.send("GET " + target + " HTTP/1.0" + headers);
      assertThat(old.readAnswer()).containsPattern("^HTTP/1.[01] 426 ");
    }
    try (RawSocket socket = ask(target)) {
      assertThat(socket.status()).isEqualTo(101);
    }
  }

  @Test
  void aHandshakeThatIsWrongIsABadRequest() throws Exception {
    String[] wrong = {
      "Sec-WebSocket-Version: 12",
      "Sec-WebSocket-Version: x",
      "Sec-WebSocket-Key: short",
      "Sec-WebSocket-Key: ",
      "Upgrade: h2c",
      "Connection: keep-alive"
    };
    for (String change : wrong) {
      String name = change.substring(0, change.indexOf(':'));
      List<String> headers =
          new ArrayList<>(
              List.of(
                  "Upgrade: websocket",
                  "Connection: Upgrade",
                  "Sec-WebSocket-Version: 13",
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                  bearer(server.signIn())));
      headers.removeIf(header -> header.startsWith(name));
      headers.add(change);
      try (RawSocket answer = new RawSocket(server.port(), "GET", ChatServer.PATH, headers)) {
        assertThat(answer.status()).as(change).isIn(400, 426);
        assertThat(answer.head()).containsIgnoringCase("application/problem+json");
      }
    }
  }

  @Test
  void otherMethodsAndPathsAreNoSockets() throws Exception {
    List<String> headers =
        List.of(
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            bearer(server.signIn()));
    try (RawSocket post = new RawSocket(server.port(), "POST", ChatServer.PATH, headers);
        RawSocket elsewhere = new RawSocket(server.port(), "GET", "/api/v1/nowhere", headers);
        RawSocket rest = new RawSocket(server.port(), "GET", "/api/v1/health", headers)) {
      assertProblem(post, 405, "method_not_allowed");
      assertProblem(elsewhere, 404, "not_found");
      assertThat(rest.status()).isEqualTo(200);
    }
  }

  @Test
  void compressionIsNotNegotiated() throws Exception {
    try (RawSocket socket =
        ask(
            ChatServer.PATH,
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
            bearer(server.signIn()))) {
      assertThat(socket.status()).isEqualTo(101);
      assertThat(socket.head().toLowerCase(Locale.ROOT)).doesNotContain("deflate");
    }
  }

  @Test
  void theJavaClientConnects() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .subprotocols("bearer", server.token(server.signIn()))
              .buildAsync(
                  java.net.URI.create("ws://127.0.0.1:" + server.port() + ChatServer.PATH),
                  new WebSocket.Listener() {})
              .join();
      assertThat(socket.getSubprotocol()).isEqualTo("bearer");
      socket.abort();
    }
  }

  @Test
  void c7TheEleventhSocketOfAUserIsRefusedUntilOneCloses() throws Exception {
    Caller caller = server.signIn();
    List<RawSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        RawSocket socket = ask(ChatServer.PATH, bearer(caller));
        sockets.add(socket);
        assertOpen(socket);
      }
      try (RawSocket refused = ask(ChatServer.PATH, bearer(caller))) {
        assertProblem(refused, 429, "too_many_sockets");
        assertThat(refused.head()).contains("Retry-After: ");
      }
      try (RawSocket somebodyElse = ask(ChatServer.PATH, bearer(server.signIn()))) {
        assertThat(somebodyElse.status()).isEqualTo(101);
      }
      RawSocket leaving = sockets.removeFirst();
      leaving.frame(RawSocket.CLOSE, true, new byte[] {3, (byte) 0xE8});
      assertThat(leaving.closeCode()).isEqualTo(1000);
      leaving.close();
      try (RawSocket next = ask(ChatServer.PATH, bearer(caller))) {
        assertThat(next.status()).isEqualTo(101);
      }
    } finally {
      for (RawSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private static List<String> selected(RawSocket socket) {
    return socket
        .head()
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-protocol:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .toList();
  }
}
