package com.adiuva.adapters.http.server;

import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.ProbeRoutes;
import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Bodies that are large, late, or not what they say.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodiesTest {
  private static final String ECHO = "POST /api/v1/probe/echo HTTP/1.1\r\nHost: x\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";

  private final TestServer server = new TestServer(new ProbeRoutes());

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void limitsAreOfTheRoute() {
    assertThat(server.post("/probe/small", "{\"a\":\"" + "x".repeat(92) + "\"}").status())
        .isEqualTo(204);
    Answer over = server.post("/probe/small", "{\"a\":\"" + "x".repeat(93) + "\"}");
    assertThat(over.status()).isEqualTo(413);
    assertThat(over.code()).isEqualTo("payload_too_large");
  }

  @Test
  void aChunkedBodyIsMeasuredAsItComes() throws IOException {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(ECHO + JSON + "Transfer-Encoding: chunked\r\n\r\n");
      String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      for (int i = 0; i < 40; i++) {
        connection.send(chunk);
      }
      connection.send("0\r\n\r\n");
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 413").contains("payload_too_large");
      // All of it was taken, so the connection goes on.
      connection.send("GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void anEarlyRefusalStaysReadable() throws IOException {
    for (String head :
        List.of(
            "PUT /api/v1/auth/password HTTP/1.1\r\nHost: x\r\n" + JSON,
            ECHO + JSON,
            ECHO + "Content-Type: text/plain\r\n",
            ECHO + JSON + "Content-Type: text/plain\r\n",
            "POST /api/v1/nowhere HTTP/1.1\r\nHost: x\r\n",
            "PUT /api/v1/auth/login HTTP/1.1\r\nHost: x\r\n")) {
      try (RawConnection connection = new RawConnection(server.port())) {
        int size = 8 << 20;
        connection.send(head + "Content-Length: " + size + "\r\n\r\n");
        byte[] part = new byte[1 << 20];
        for (int sent = 0; sent < size; sent += part.length) {
          connection.send(part);
        }
        assertThat(connection.readAnswer())
            .as(head)
            .containsPattern("^HTTP/1.1 4(01|04|05|13|15) ");
        connection.send("GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(connection.readAnswer()).as(head).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void anEarlyRefusalWaitsTwoSecondsAtMost() throws IOException {
    try (RawConnection connection = new RawConnection(server.port())) {
      long start = System.nanoTime();
      connection.send(ECHO + JSON + "Content-Length: 5000000\r\n\r\n{\"never\":");
      String answer = connection.readToEnd();
      assertThat(answer).startsWith("HTTP/1.1 413").contains("Connection: close");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(1_800), Duration.ofSeconds(8));
    }
  }

  @Test
  void whoAsksFirstIsAnsweredBeforeSending() throws IOException {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(ECHO + JSON + "Content-Length: 5000000\r\nExpect: 100-continue\r\n\r\n");
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 413");
    }
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(ECHO + JSON + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 100");
      connection.send("{}");
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void p07_aBodyShorterThanItSaysIsNoServerError() throws IOException {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(ECHO + JSON + "Content-Length: 10\r\n\r\n{}");
      connection.endOutput();
      assertThat(connection.readToEnd()).doesNotContain("HTTP/1.1 5");
    }
    assertThat(server.get("/health").status()).isEqualTo(200);
  }

  @Test
  void p08_encodedBodiesAreNotUnpacked() {
    Answer answer = server.json("POST", "/probe/echo", "{}", "Content-Encoding", "gzip");
    assertThat(answer.status()).isEqualTo(415);
    assertThat(server.json("POST", "/probe/echo", "{}", "Content-Encoding", "br").status())
        .isEqualTo(415);
  }

  @Test
  void h02_aBodyThatStopsComingIsCut() throws IOException {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(ECHO + JSON + "Content-Length: 100\r\n\r\n{");
      assertThat(connection.readToEnd())
          .startsWith("HTTP/1.1 408")
          .contains("request_timeout")
          .contains("Connection: close");
    }
  }

  @Test
  void h02_headersThatDripAreCut() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send("GET /api/v1/health HTTP/1.1\r\nHost: x\r\nX-Slow: ");
      long start = System.nanoTime();
      String answer = connection.dripUntilClosed('a', Duration.ofSeconds(1));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(15));
      assertThat(answer).doesNotContain("200");
    }
  }

  @Test
  void aBodyWhereNoneIsWantedDoesNoHarm() {
    Answer answer =
        server.json("POST", "/auth/logout", "{\"x\":1}", "Authorization", bearer(server.signUp()));
    assertThat(answer.status()).isEqualTo(204);
  }
}
