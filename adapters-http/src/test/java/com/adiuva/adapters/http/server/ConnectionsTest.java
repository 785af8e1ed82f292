package com.adiuva.adapters.http.server;

import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.RawSocket;
import com.adiuva.adapters.http.testkit.TestServer;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many connections that do nothing (row H2), and more than there may be.
class ConnectionsTest {
  private static final String HEALTH = "GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final int LIMIT = 4;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private RawConnection connect(TestServer server) throws IOException {
    RawConnection connection = new RawConnection(server.port());
    open.add(connection);
    return connection;
  }

  /// As many as the row says, or as the machine lets this one process hold both ends of.
  private static int many() {
    UnixOperatingSystemMXBean system =
        ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
    long left = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
    return (int) Math.min(5_000, (left - 200) / 2);
  }

  @Test
  @Timeout(60)
  void h02_idleConnectionsHoldNobodyUp() throws IOException {
    try (TestServer server = new TestServer()) {
      int many = many();
      for (int i = 0; i < many; i++) {
        RawConnection connection = connect(server);
        if (i % 2 == 0) {
          connection.send("GET /api/v1/health HTTP/1.1\r\nHo");
        }
        if (i % 500 == 0) {
          assertHealthy(server);
        }
      }
      for (int i = 0; i < 20; i++) {
        assertHealthy(server);
      }
    }
  }

  /// Promptly, which is no measure of speed: a server that is held up does not answer at all.
  private static void assertHealthy(TestServer server) throws IOException {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.patience(Duration.ofSeconds(10));
      connection.send(HEALTH);
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void h02_whoComesWhenAllConnectionsAreTakenWaitsUntilOneIsFree() throws Exception {
    try (TestServer server = limited()) {
      RawConnection first = connect(server);
      for (int i = 1; i < LIMIT; i++) {
        connect(server).send("GET /api/v1/health HTTP/1.1\r\nHo");
      }
      first.send(HEALTH);
      assertThat(first.readAnswer()).startsWith("HTTP/1.1 200");
      RawConnection waiting = oneMoreWaits(server);
      // Those that are in go on as before.
      first.send(HEALTH);
      assertThat(first.readAnswer()).startsWith("HTTP/1.1 200");
      first.close();
      assertThat(waiting.readAnswer()).startsWith("HTTP/1.1 200");
      assertServesAfterwards(server);
    }
  }

  @Test
  void h02_socketsAreConnectionsToo() throws Exception {
    try (TestServer server = limited()) {
      // First many, one after the other: none may be counted twice, or not at all.
      for (int i = 0; i < 5 * LIMIT; i++) {
        socket(server).close();
      }
      for (int i = 0; i < LIMIT; i++) {
        open.add(socket(server));
      }
      RawConnection waiting = oneMoreWaits(server);
      open.getFirst().close();
      assertThat(waiting.readAnswer()).startsWith("HTTP/1.1 200");
      assertServesAfterwards(server);
    }
  }

  private static TestServer limited() {
    return new TestServer(List.of(), Duration.ofSeconds(5), LIMIT);
  }

  private static RawSocket socket(TestServer server) throws IOException {
    RawSocket socket =
        new RawSocket(
            server.port(), "/api/v1/chat/stream", "Authorization: " + bearer(server.signUp()));
    assertThat(socket.status()).isEqualTo(101);
    return socket;
  }

  /// A connection too many: taken by the machine, and not answered.
  private RawConnection oneMoreWaits(TestServer server) throws IOException {
    RawConnection waiting = connect(server);
    waiting.send(HEALTH);
    waiting.patience(Duration.ofMillis(500));
    assertThatThrownBy(waiting::readAnswer).isInstanceOf(SocketTimeoutException.class);
    waiting.patience(Duration.ofSeconds(20));
    return waiting;
  }

  private void assertServesAfterwards(TestServer server) throws Exception {
    closeAll();
    open.clear();
    for (int i = 0; i < LIMIT; i++) {
      RawConnection connection = connect(server);
      connection.send(HEALTH);
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200");
    }
  }
}
