package com.adiuva.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One keep-alive HTTP/1.1 connection that takes as little as it can of the cores it shares with
/// the server. Not thread-safe.
public final class Connection implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];

  /// Takes the bytes of an answer as they come.
  public interface Sink {
    void take(byte[] bytes, int length);
  }

  /// To 127.0.0.1.
  public Connection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream(), BUFFER);
  }

  /// Sends a request whole and drops the body of the answer.
  ///
  /// @return the status
  public int exchange(byte[] request) throws IOException {
    out.write(request);
    return receive((bytes, length) -> {});
  }

  /// Sends a request and a body.
  ///
  /// @param body as long as the head says
  /// @return the body of the answer
  /// @throws RefusedException when the status is not the expected one
  public byte[] exchange(byte[] head, InputStream body, int expected) throws IOException {
    out.write(head);
    try {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (SocketException e) {
      // It was refused early, and the answer says why.
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    int status = receive((bytes, length) -> answer.write(bytes, 0, length));
    if (status != expected) {
      throw new RefusedException(status, answer.toString(StandardCharsets.UTF_8));
    }
    return answer.toByteArray();
  }

  /// Sends a request whole.
  ///
  /// @param sink takes the body of the answer, whatever the status
  /// @return the status
  public int exchange(byte[] request, Sink sink) throws IOException {
    out.write(request);
    return receive(sink);
  }

  private int receive(Sink sink) throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    long length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(lower.indexOf(':') + 1).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = true;
      }
    }
    if (chunked) {
      chunks(sink);
    } else {
      body(length, sink);
    }
    return status;
  }

  private void chunks(Sink sink) throws IOException {
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      body(size, sink);
      line();
    }
    line();
  }

  private long chunkSize() throws IOException {
    return Long.parseLong(line().split(";", 2)[0].strip(), 16);
  }

  private void body(long length, Sink sink) throws IOException {
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException("the answer ended early");
      }
      sink.take(buffer, read);
      left -= read;
    }
  }

  private String line() throws IOException {
    int length = 0;
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || length == buffer.length) {
        throw new EOFException("the connection ended inside a header");
      }
      buffer[length++] = (byte) b;
    }
    int end = length > 0 && buffer[length - 1] == '\r' ? length - 1 : length;
    return new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
