package com.adiuva.adapters.http.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.TestServer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.IdleTimeout;
import org.junit.jupiter.api.Test;

class IncomingBodyTest {
  private static final IncomingBody.Pace BRISK =
      new IncomingBody.Pace(Duration.ofSeconds(1), Duration.ofSeconds(10), 1);

  private static final IncomingBody.Pace PACE =
      new IncomingBody.Pace(Duration.ofSeconds(10), Duration.ofSeconds(1), 100);

  private static final IncomingBody.Pace HURRIED =
      new IncomingBody.Pace(Duration.ofMillis(300), Duration.ofSeconds(10), 1);

  @Test
  void h02_aBodyThatDripsIsCutThoughItNeverPauses() throws IOException {
    RouteGroup impatient =
        routes ->
            routes.post(
                "/probe/impatient",
                Access.PUBLIC,
                exchange -> {
                  try (InputStream body = new IncomingBody(exchange.engine().req()).open(PACE)) {
                    exchange.respond(200, Json.object().put("bytes", body.readAllBytes().length));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    try (TestServer server = new TestServer(impatient);
        RawConnection slow = new RawConnection(server.port());
        RawConnection quick = new RawConnection(server.port())) {
      String head = "POST /api/v1/probe/impatient HTTP/1.1\r\nHost: x\r\nContent-Length: ";
      slow.send(head + "1000\r\n\r\n");
      assertThat(slow.dripUntilClosed('a', Duration.ofMillis(200)))
          .startsWith("HTTP/1.1 408")
          .contains("request_timeout");
      quick.send(head + "1000\r\n\r\n" + "a".repeat(1000));
      assertThat(quick.readAnswer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void h02_whoDripsWhatStandsAroundAChunkIsCutToo() throws IOException {
    RouteGroup impatient =
        routes ->
            routes.post(
                "/probe/impatient",
                Access.PUBLIC,
                exchange -> {
                  try (InputStream body = new IncomingBody(exchange.engine().req()).open(BRISK)) {
                    exchange.respond(200, Json.object().put("bytes", body.readAllBytes().length));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    try (TestServer server = new TestServer(impatient)) {
      String head =
          "POST /api/v1/probe/impatient HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
      for (String start : List.of("5;x=", "1\r\na\r\n5;x=", "0\r\nX-Trailer: ")) {
        try (RawConnection slow = new RawConnection(server.port())) {
          slow.send(head + start);
          assertThat(slow.dripUntilClosed('a', Duration.ofMillis(200)))
              .as(start)
              .doesNotContain("HTTP/1.1 200", "HTTP/1.1 5");
        }
      }
      try (RawConnection quick = new RawConnection(server.port())) {
        quick.send(head + "1;x=y\r\na\r\n0\r\nX-Trailer: z\r\n\r\n");
        assertThat(quick.readAnswer()).startsWith("HTTP/1.1 200").endsWith("{\"bytes\":1}");
      }
    }
  }

  @Test
  void theTimeThatWeTakeIsNotTheClients() throws IOException {
    RouteGroup slow =
        routes ->
            routes.post(
                "/probe/slow",
                Access.PUBLIC,
                exchange -> {
                  HttpServletRequest request = exchange.engine().req();
                  try (InputStream body = new IncomingBody(request).open(HURRIED)) {
                    awaitIdle(request);
                    int bytes = body.readNBytes(10).length;
                    awaitIdle(request);
                    bytes += body.readAllBytes().length;
                    exchange.respond(200, Json.object().put("bytes", bytes));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    try (TestServer server = new TestServer(slow);
        RawConnection client = new RawConnection(server.port())) {
      String head = "POST /api/v1/probe/slow HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n";
      client.send(head + "a".repeat(100_000));
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200").endsWith("{\"bytes\":100000}");
    }
  }

  /// Does nothing until the connection was idle for longer than its client may be.
  private static void awaitIdle(HttpServletRequest request) {
    IdleTimeout connection = (IdleTimeout) OutgoingBody.endPoint(request);
    while (connection.getIdleFor() <= HURRIED.pause().toMillis()) {
      LockSupport.parkNanos(HURRIED.pause().toNanos() / 10);
    }
  }
}
