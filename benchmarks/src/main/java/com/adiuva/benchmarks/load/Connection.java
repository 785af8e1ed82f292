package com.adiuva.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One keep-alive HTTP/1.1 connection that sends the same request again and again.
final class Connection implements AutoCloseable {
  private static final String LENGTH = "content-length:";
  private static final int BUFFER = 4_096;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private final byte[] skipped = new byte[BUFFER];

  Connection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream(), BUFFER);
  }

  /// Sends the request and reads the answer to its end.
  ///
  /// @return the status
  int exchange(byte[] request) throws IOException {
    out.write(request);
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith(LENGTH)) {
        length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
      }
    }
    for (int left = length; left > 0; ) {
      int read = in.read(skipped, 0, Math.min(left, skipped.length));
      if (read < 0) {
        throw new EOFException("the answer ended early");
      }
      left -= read;
    }
    return status;
  }

  private String line() throws IOException {
    int length = 0;
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || length == skipped.length) {
        throw new EOFException("the connection ended inside a header");
      }
      skipped[length++] = (byte) b;
    }
    int end = length > 0 && skipped[length - 1] == '\r' ? length - 1 : length;
    return new String(skipped, 0, end, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
