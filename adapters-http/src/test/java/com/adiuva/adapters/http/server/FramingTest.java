package com.adiuva.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.ProbeRoutes;
import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.TestServer;
import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a request ends (row P7): whoever leaves that open, or says it in two ways, is refused and
/// cut off, because what he sends next could be taken for a request of somebody else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FramingTest {
  private static final String POST =
      "POST /api/v1/probe/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

  /// What must never be answered after a request that was refused.
  private static final String NEXT = "GET /api/v1/probe/address HTTP/1.1\r\nHost: x\r\n\r\n";

  private final TestServer server = new TestServer(new ProbeRoutes());

  @AfterAll
  void stop() {
    server.close();
  }

  @AfterEach
  void othersAreServed() {
    assertThat(server.get("/health").status()).isEqualTo(200);
    assertThat(server.post("/probe/echo", "{\"a\":1}").body()).isEqualTo("{\"a\":1}");
  }

  /// Sends everything, and reads until the server closes: that it does is half of the test.
  private String answerTo(String bytes) throws IOException {
    try (RawConnection connection = new RawConnection(server.port())) {
      try {
        connection.send(bytes);
      } catch (SocketException e) {
        // It has closed before it had all of it.
      }
      return connection.readToEnd();
    }
  }

  private static void assertRefused(String answer) {
    assertThat(answer)
        .containsPattern("^HTTP/1.1 4(00|13|31) ")
        .contains("application/problem+json", "X-Request-Id: ")
        .doesNotContain("HTTP/1.1 2", "HTTP/1.1 5", "address", "<html")
        .containsOnlyOnce("HTTP/1.1 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        "Content-Length: 2, 3\r\n\r\n{}",
        "Content-Length: 2, 2\r\n\r\n{}",
        "Content-Length: +2\r\n\r\n{}",
        "Content-Length: 0x2\r\n\r\n{}",
        "Content-Length: 2 3\r\n\r\n{}",
        "Content-Length: 99999999999999999999\r\n\r\n{}",
        "Content-Length: 9223372036854775808\r\n\r\n{}",
        "Content-Length : 2\r\n\r\n{}",
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: \u000bchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding:\r\n chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
      })
  void p07_lengthsInTwoWaysOrInNone(String rest) throws IOException {
    assertRefused(answerTo(POST + rest + NEXT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n",
        "FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n",
        "10000000000000002\r\n{}\r\n0\r\n\r\n",
        "000000000000000000002\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n",
        "zz\r\n{}\r\n0\r\n\r\n",
        "\r\n{}\r\n0\r\n\r\n",
        "1\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}0\r\n\r\n",
        "2\n{}\r\n0\r\n\r\n",
        "2\r\n{}\n0\r\n\r\n",
        "2\r\n{}\r\n0\n\r\n",
        "2;\r\n{}\r\n0\r\n\r\n",
        "2;a=\u0000\r\n{}\r\n0\r\n\r\n",
      })
  void p07_chunksThatAreNone(String body) throws IOException {
    assertRefused(answerTo(CHUNKED + body + NEXT));
  }

  @Test
  void p07_aChunkExtensionOfAMegabyte() throws IOException {
    for (String extension : new String[] {";x=" + "x".repeat(1 << 20), ";x".repeat(1 << 19)}) {
      assertRefused(answerTo(CHUNKED + "2" + extension + "\r\n{}\r\n0\r\n\r\n"));
    }
    // Together they count too, and so do the fields behind the last chunk.
    assertRefused(answerTo(CHUNKED + "1;x=y\r\n \r\n".repeat(100_000) + "2\r\n{}\r\n0\r\n\r\n"));
    assertRefused(answerTo(CHUNKED + "2\r\n{}\r\n0\r\nX-Trailer: " + "x".repeat(1 << 20)));
  }

  @Test
  void p07_linesWithoutCarriageReturn() throws IOException {
    assertRefused(answerTo("GET /api/v1/health HTTP/1.1\nHost: x\n\n"));
    assertRefused(answerTo("GET /api/v1/health HTTP/1.1\r\nHost: x\nX-A: b\r\n\r\n"));
    assertRefused(answerTo("GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\n"));
    assertRefused(answerTo(POST.replace("\r\n", "\n") + "Content-Length: 2\n\n{}"));
    assertRefused(answerTo("GET /api/v1/health HTTP/1.1\rHost: x\r\r"));
    assertRefused(answerTo("GET /api/v1/health HTTP/1.1\r\nHost: x\rX-A: b\r\n\r\n"));
  }

  @Test
  void p07_aLengthThatIsTooShortCutsOffTheRest() throws IOException {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(POST + "Content-Length: 2\r\n\r\n{},\"tier\":\"team\"}\r\n\r\n");
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200").endsWith("{}");
      assertRefused(connection.readToEnd());
    }
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(POST + "Content-Length: 1\r\n\r\n{\"a\":1}" + NEXT);
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 400").contains("malformed_json");
      assertRefused(connection.readToEnd());
    }
  }

  @Test
  void p07_whatALengthThatIsTooLongTakesInIsNoRequest() throws IOException {
    String body = "{}" + NEXT;
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(POST + "Content-Length: " + body.length() + "\r\n\r\n" + body + NEXT);
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 400").contains("malformed_json");
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200").contains("address");
    }
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(POST + "Content-Length: " + (body.length() + 1) + "\r\n\r\n" + body);
      connection.endOutput();
      assertRefused(connection.readToEnd());
    }
  }
}
