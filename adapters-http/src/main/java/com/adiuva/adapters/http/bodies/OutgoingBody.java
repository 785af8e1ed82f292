package com.adiuva.adapters.http.bodies;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/// The bytes of an answer on their way to the client, in constant memory. One piece is always read
/// ahead, so that the last one is only sent when the source has ended well: a client never has all
/// of a broken answer.
public final class OutgoingBody {
  private static final int CHUNK = 64 * 1024;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final InputStream source;
  private final long length;
  private Piece next;
  private Piece ahead;

  /// Some bytes, of which `count` are filled; fewer than there are when the source has ended.
  private static final class Piece {
    private final byte[] bytes;
    private int count;

    Piece(long length) {
      bytes = new byte[length < CHUNK ? (int) length + 1 : CHUNK];
    }

    void fill(InputStream source) throws IOException {
      count = source.readNBytes(bytes, 0, bytes.length);
    }

    boolean isLast() {
      return count < bytes.length;
    }
  }

  private OutgoingBody(
      HttpServletRequest request, HttpServletResponse response, InputStream source, long length) {
    this.request = request;
    this.response = response;
    this.source = source;
    this.length = length;
    this.next = new Piece(length);
    this.ahead = new Piece(length);
  }

  /// Reads the beginning. Until then nothing is answered, so what cannot be read at all can still
  /// be answered otherwise.
  ///
  /// @param length how many bytes there are to send
  /// @throws IOException when the source fails
  public static OutgoingBody begin(
      HttpServletRequest request, HttpServletResponse response, InputStream source, long length)
      throws IOException {
    OutgoingBody body = new OutgoingBody(request, response, source, length);
    body.next.fill(source);
    if (!body.next.isLast()) {
      body.ahead.fill(source);
    }
    if (body.next.isLast() ? body.next.count != length : length < CHUNK) {
      throw otherLength();
    }
    return body;
  }

  /// Sends all of it; status and headers are set by now. When the source fails, the connection is
  /// cut, which is how a client learns that its answer is broken.
  ///
  /// @throws SourceFailure when it was
  public void send() throws SourceFailure {
    response.setContentLengthLong(length);
    try {
      OutputStream out = response.getOutputStream();
      long sent = 0;
      while (!next.isLast() && sent + next.count <= length) {
        out.write(next.bytes, 0, next.count);
        sent += next.count;
        readAhead();
      }
      if (sent + next.count != length) {
        throw cut(otherLength());
      }
      out.write(next.bytes, 0, next.count);
      out.flush();
    } catch (IOException e) {
      endPoint(request).close(e); // nobody is there any more
    }
  }

  private void readAhead() throws SourceFailure {
    Piece spare = next;
    next = ahead;
    ahead = spare;
    if (!next.isLast()) {
      try {
        ahead.fill(source);
      } catch (IOException | RuntimeException e) {
        throw cut(e);
      }
    }
  }

  private SourceFailure cut(Exception reason) {
    endPoint(request).close(reason);
    return new SourceFailure(reason);
  }

  private static IOException otherLength() {
    return new IOException("the source has another number of bytes");
  }

  static EndPoint endPoint(HttpServletRequest request) {
    return ServletContextRequest.getServletContextRequest(request)
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint();
  }

  /// What was to be sent could not be read to its end, after the client had some of it.
  public static final class SourceFailure extends Exception {
    private static final long serialVersionUID = 1L;

    SourceFailure(Throwable cause) {
      super("the source of an answer failed", cause);
    }
  }
}
