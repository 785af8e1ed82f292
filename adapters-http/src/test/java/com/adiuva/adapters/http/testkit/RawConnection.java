package com.adiuva.adapters.http.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A client without manners: sends exactly the bytes it is told to.
public final class RawConnection implements AutoCloseable {
  private final Socket socket;

  public RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
  }

  /// How long to wait for the server from now on, instead of 20 s.
  public void patience(Duration atMost) throws IOException {
    socket.setSoTimeout(Math.toIntExact(atMost.toMillis()));
  }

  /// Sends one request and reads until the server closes.
  public static String exchange(int port, String request) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(request);
      return connection.readToEnd();
    }
  }

  /// A request with the usual headers, which asks the server to close after it.
  public static String request(String line, String... headers) {
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more + "\r\n";
  }

  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  public String readToEnd() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /// Reads that many bytes, or what there is.
  public byte[] readSome(int count) throws IOException {
    return socket.getInputStream().readNBytes(count);
  }

  /// One answer with a Content-Length, leaving the connection open.
  public String readAnswer() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return head.toString(StandardCharsets.UTF_8);
      }
      head.write(b);
    }
    String headers = head.toString(StandardCharsets.ISO_8859_1);
    int length =
        headers
            .lines()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .map(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return headers + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /// Says that nothing more will come.
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /// Sends one character each `pause` until the server has had enough.
  ///
  /// @return what the server said
  public String dripUntilClosed(char c, Duration pause) throws IOException {
    socket.setSoTimeout((int) pause.toMillis());
    StringBuilder answer = new StringBuilder();
    for (int sent = 0; sent < 60; ) {
      try {
        int b = socket.getInputStream().read();
        if (b < 0) {
          return answer.toString();
        }
        answer.append((char) b);
      } catch (SocketTimeoutException e) {
        send(String.valueOf(c));
        sent++;
      } catch (SocketException e) {
        return answer.toString();
      }
    }
    throw new AssertionError("the server took all of it");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
