package com.adiuva.adapters.http.bodies;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/// The bytes of an answer on their way to the client, in constant memory. The last of them are held
/// back until the source has ended well, so a client never has all of a broken answer.
public final class OutgoingBody {
  private static final int CHUNK = 64 * 1024;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final InputStream source;
  private final long length;
  private byte[] held;
  private int count;

  private OutgoingBody(
      HttpServletRequest request,
      HttpServletResponse response,
      InputStream source,
      long length,
      byte[] first,
      int count) {
    this.request = request;
    this.response = response;
    this.source = source;
    this.length = length;
    this.held = first;
    this.count = count;
  }

  /// Reads the beginning. Until then nothing is answered, so what cannot be read at all can still
  /// be answered otherwise.
  ///
  /// @param length how many bytes there are to send
  /// @throws IOException when the source fails
  public static OutgoingBody begin(
      HttpServletRequest request, HttpServletResponse response, InputStream source, long length)
      throws IOException {
    byte[] first = new byte[(int) Math.min(CHUNK, length + 1)];
    int count = source.readNBytes(first, 0, first.length);
    if (count < first.length && count != length) {
      throw new IOException("the source has another number of bytes");
    }
    return new OutgoingBody(request, response, source, length, first, count);
  }

  /// Sends all of it; status and headers are set by now. When the source fails, the connection is
  /// cut, which is how a client learns that its answer is broken.
  ///
  /// @throws SourceFailure when it was
  public void send() throws SourceFailure {
    response.setContentLengthLong(length);
    byte[] next = new byte[held.length];
    long sent = 0;
    try {
      OutputStream out = response.getOutputStream();
      while (count == held.length) {
        int more = readMore(next);
        out.write(held, 0, count);
        sent += count;
        byte[] spare = held;
        held = next;
        next = spare;
        count = more;
      }
      if (sent + count != length) {
        throw cut(new IOException("the source has another number of bytes"));
      }
      out.write(held, 0, count);
      out.flush();
    } catch (SourceFailure e) {
      throw e;
    } catch (IOException e) {
      endPoint(request).close(e); // nobody is there any more
    }
  }

  private int readMore(byte[] next) throws SourceFailure {
    try {
      return source.readNBytes(next, 0, next.length);
    } catch (IOException | RuntimeException e) {
      throw cut(e);
    }
  }

  private SourceFailure cut(Exception reason) {
    endPoint(request).close(reason);
    return new SourceFailure(reason);
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
