package com.adiuva.adapters.llm.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The server's end of one connection while a reply is written. Whatever it waits for, it stops
/// waiting when the client has gone.
public final class Wire {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final Socket socket;
  private final OutputStream out;
  private final CompletableFuture<Void> closed;
  private boolean chunked;

  Wire(Socket socket, CompletableFuture<Void> closed) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.closed = closed;
  }

  void raw(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  void openStream(String contentType) throws IOException {
    raw(
        String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "content-type: " + contentType,
            "transfer-encoding: chunked",
            "",
            ""));
    chunked = true;
  }

  void chunk(String text) throws IOException {
    chunk(text.getBytes(UTF_8));
  }

  void chunk(byte[] bytes) throws IOException {
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
    out.write(bytes);
    out.write("\r\n".getBytes(UTF_8));
    out.flush();
  }

  void finish() throws IOException {
    if (chunked) {
      raw("0\r\n\r\n");
    }
  }

  /// Closes with a TCP reset.
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  void cut() throws IOException {
    socket.close();
  }

  void pause(Duration time) throws IOException {
    try {
      closed.get(time.toNanos(), TimeUnit.NANOSECONDS);
      throw new IOException("the client has gone");
    } catch (TimeoutException expected) {
      // time is over, which is what was wanted
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException(e);
    }
  }

  void await(CompletableFuture<?> gate) throws IOException {
    try {
      CompletableFuture.anyOf(gate, closed).get(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException | ExecutionException e) {
      throw new IOException("the gate did not open", e);
    }
    if (closed.isDone()) {
      throw new IOException("the client has gone");
    }
  }
}
