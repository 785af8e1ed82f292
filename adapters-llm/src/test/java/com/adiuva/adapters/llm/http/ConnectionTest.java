package com.adiuva.adapters.llm.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectionTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  @Test
  void speaksToAServerWhoseCertificateIsTrustedAndNamesIt() throws Exception {
    KeyStore keys = selfSigned("ip:127.0.0.1");
    try (Https server = new Https(keys)) {
      Connections trusting = new Connections(context(keys));
      for (int call = 0; call < 2; call++) {
        try (Connection connection = trusting.open()) {
          assertThat(answer(connection, server.url())).isEqualTo("ok");
        }
      }
      assertThat(server.callers).as("one connection for both calls").isEqualTo(1);
    }
  }

  @Test
  void speaksToNobodyElse() throws Exception {
    KeyStore another = selfSigned("dns:another.example");
    try (Https server = new Https(another);
        Connection strange = new Connections(context(another)).open();
        Connection untrusted = new Connections().open()) {
      assertThatThrownBy(() -> answer(strange, server.url())).isInstanceOf(SSLException.class);
      assertThatThrownBy(() -> answer(untrusted, server.url())).isInstanceOf(SSLException.class);
      assertThat(server.callers).isZero();
    }
  }

  /// What comes byte by byte resets every timeout of a single read.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nx: ",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\nx: "
      })
  void whatDripsIsCutAtTheDeadline(String start) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Connection connection = new Connections().open()) {
      CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> drip(server, start));
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
      Deadline deadline = Deadline.after(Duration.ofMillis(300));
      assertThatThrownBy(
              () -> {
                connection.send(url, request(), deadline, deadline);
                connection.read(new byte[1], 0, 1, Duration.ofSeconds(10));
              })
          .isInstanceOf(IOException.class);
      assertThat(connection.isExpired()).isTrue();
      assertThat(cut).succeedsWithin(Duration.ofSeconds(5));
    }
  }

  /// Also one in a body that ends in time, read by read.
  @Test
  void aReadWaitsOnlyAsLongAsItMay() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Connection connection = new Connections().open()) {
      CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> halfAnswer(server));
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
      Deadline deadline = Deadline.after(Duration.ofMinutes(1));
      connection.send(url, request(), deadline, deadline);
      assertThat(connection.read(new byte[2], 0, 2, Duration.ofSeconds(30))).isPositive();
      assertThatThrownBy(() -> connection.read(new byte[2], 0, 2, Duration.ofMillis(50)))
          .isInstanceOf(IOException.class);
      assertThat(connection.isExpired()).isTrue();
      assertThat(cut).succeedsWithin(Duration.ofSeconds(5));
    }
  }

  /// Half of an answer, and then nothing until the client is gone.
  private static void halfAnswer(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab".getBytes(UTF_8));
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // the client is gone
    }
  }

  @Test
  void whatIsAbortedBeforehandNeverBegins() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Connection connection = new Connections().open()) {
      connection.abort();
      URI url = URI.create("http://localhost:" + server.getLocalPort());
      Deadline deadline = Deadline.after(Duration.ofSeconds(10));
      assertThatThrownBy(() -> connection.send(url, request(), deadline, deadline))
          .isInstanceOf(IOException.class);
      assertThat(connection.isExpired()).isFalse();
    }
  }

  /// Also when its time is over already, at whatever point of making a connection that is noticed.
  @Test
  void noDeadlineIsLostWhileConnecting() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      Connections connections = new Connections();
      for (int micros = 0; micros < 2_000; micros += 10) {
        try (Connection connection = connections.open()) {
          Deadline deadline = Deadline.after(Duration.ofNanos(micros * 1_000L));
          assertThatThrownBy(() -> connection.send(url, request(), deadline, deadline))
              .isInstanceOf(IOException.class);
          assertThat(connection.isExpired()).isTrue();
        }
      }
    }
  }

  private static void drip(ServerSocket server, String start) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write(start.getBytes(UTF_8));
      while (true) {
        socket.getOutputStream().write('x');
        CompletableFuture.supplyAsync(
                () -> null, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))
            .join();
      }
    } catch (IOException e) {
      // the client is gone
    }
  }

  private static String answer(Connection connection, URI url) throws Exception {
    Deadline deadline = Deadline.after(Duration.ofSeconds(10));
    ClassicHttpResponse response = connection.send(url, request(), deadline, deadline);
    assertThat(response.getCode()).isEqualTo(200);
    try (InputStream body =
        new BodyStream(connection, deadline, deadline, Duration.ofSeconds(10), 1000)) {
      return new String(body.readAllBytes(), UTF_8);
    }
  }

  private static ClassicHttpRequest request() {
    ClassicHttpRequest request = new BasicClassicHttpRequest("POST", "/v1");
    request.setHeader(HttpHeaders.CONTENT_LENGTH, 2);
    request.setEntity(new ByteArrayEntity("hi".getBytes(UTF_8), null));
    return request;
  }

  private KeyStore selfSigned(String name) throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=server",
                "-ext",
                "san=" + name,
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /// Says ok to everybody, and counts from how many ports it was asked.
  private static final class Https implements AutoCloseable {
    private final HttpsServer server;
    private volatile int callers;
    private int lastPort;

    Https(KeyStore keys) throws Exception {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
      server.createContext(
          "/v1",
          exchange -> {
            int port = exchange.getRemoteAddress().getPort();
            callers = port == lastPort ? callers : callers + 1;
            lastPort = port;
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(UTF_8));
            exchange.close();
          });
      server.start();
    }

    URI url() {
      return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
