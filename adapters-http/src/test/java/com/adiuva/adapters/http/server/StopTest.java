package com.adiuva.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.adapters.http.shared.AllowedOrigins;
import com.adiuva.adapters.http.shared.TrustedProxies;
import com.adiuva.adapters.http.testkit.ProbeRoutes;
import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.TestLimits;
import com.adiuva.adapters.http.testkit.TestServer;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopTest {
  @Test
  void finishesWhatIsUnderWayAndTakesNothingNew() throws Exception {
    ProbeRoutes probe = new ProbeRoutes();
    try (TestServer server = new TestServer(List.of(), Duration.ofSeconds(10), probe);
        RawConnection open = new RawConnection(server.port())) {
      int port = server.port();
      open.send("GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(open.readAnswer()).startsWith("HTTP/1.1 200");
      CompletableFuture<TestServer.Answer> underWay =
          CompletableFuture.supplyAsync(() -> server.get("/probe/wait"));
      assertThat(probe.waiting.await(5, TimeUnit.SECONDS)).isTrue();

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server.server::close);
      assertThat(probe.stopping.await(5, TimeUnit.SECONDS)).isTrue();
      assertRefusesConnections(port);
      assertThat(stopped).isNotDone();

      probe.release.countDown();
      assertThat(underWay.get(5, TimeUnit.SECONDS).json().get("released").booleanValue()).isTrue();
      stopped.get(5, TimeUnit.SECONDS);
    }
  }

  private static void assertRefusesConnections(int port) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (System.nanoTime() < end) {
      try {
        new RawConnection(port).close();
      } catch (ConnectException e) {
        return;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("still takes connections");
  }

  @Test
  void readinessTurnsFirst() throws Exception {
    ProbeRoutes probe = new ProbeRoutes();
    try (TestServer server = new TestServer(List.of(), Duration.ofSeconds(10), probe);
        RawConnection probing = new RawConnection(server.port())) {
      CompletableFuture<TestServer.Answer> underWay =
          CompletableFuture.supplyAsync(() -> server.get("/probe/wait"));
      assertThat(probe.waiting.await(5, TimeUnit.SECONDS)).isTrue();
      probing.send("GET /health/ready HTTP/1.1\r\nHost: x\r\n");
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server.server::close);
      assertThat(probe.stopping.await(5, TimeUnit.SECONDS)).isTrue();
      probing.send("\r\n");
      assertThat(probing.readAnswer())
          .startsWith("HTTP/1.1 503")
          .contains("Retry-After: 1")
          .contains("X-Request-Id: ");
      probe.release.countDown();
      assertThat(underWay.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
      stopped.get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void doesNotWaitForEver() throws Exception {
    ProbeRoutes probe = new ProbeRoutes();
    TestServer server = new TestServer(List.of(), Duration.ofSeconds(1), probe);
    try (RawConnection stuck = new RawConnection(server.port())) {
      stuck.send("GET /api/v1/probe/wait HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(probe.waiting.await(5, TimeUnit.SECONDS)).isTrue();
      long start = System.nanoTime();
      server.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }
    server.close(); // a second time is no error
  }

  @Test
  void aBusyPortSaysSo() {
    try (TestServer server = new TestServer()) {
      HttpSettings same =
          new HttpSettings(
              "127.0.0.1",
              server.port(),
              AllowedOrigins.parse(List.of()),
              TrustedProxies.parse(List.of()),
              "1",
              true,
              Duration.ofSeconds(1));
      try (HttpServer second =
          new HttpServer(
              same, server.authentication, TestLimits.generous(), () -> Map.of(), List.of())) {
        assertThatThrownBy(second::start)
            .isInstanceOf(PortUnavailableException.class)
            .hasMessage(
                "Cannot listen on 127.0.0.1:"
                    + server.port()
                    + ": the address is already in use or not permitted.");
      }
      assertThat(server.get("/health").status()).isEqualTo(200);
    }
  }
}
