package com.adiuva.adapters.http.shared;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// The bytes of a request, which arrive at the client's pace: read up to a limit and not for ever,
/// or thrown away so that a client that is still sending can read why it was refused.
final class IncomingBody {
  private static final int CHUNK = 16 * 1024;
  private static final Pace PACE = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(10), 1024);
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long DRAIN_BYTES = 16L * 1024 * 1024;

  /// How slowly a body may come.
  ///
  /// @param pause how long nothing may come
  /// @param checkedAfter from when on the rate counts
  record Pace(Duration pause, Duration checkedAfter, long minBytesPerSecond) {}

  private final HttpServletRequest request;
  private final Pace pace;
  private final EndPoint endPoint;

  IncomingBody(HttpServletRequest request) {
    this(request, PACE);
  }

  IncomingBody(HttpServletRequest request, Pace pace) {
    this.request = request;
    this.pace = pace;
    this.endPoint =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
  }

  /// @throws EdgeException `PAYLOAD_TOO_LARGE`, `REQUEST_TIMEOUT` when it comes too slowly,
  ///   `BAD_REQUEST` when it breaks off
  byte[] read(long limit) {
    if (request.getContentLengthLong() > limit) {
      throw new EdgeException(EdgeProblem.PAYLOAD_TOO_LARGE);
    }
    long start = System.nanoTime();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    long pause = pace.pause().toMillis();
    for (int n = readChunk(chunk, pause); n >= 0; n = readChunk(chunk, pause)) {
      bytes.write(chunk, 0, n);
      if (bytes.size() > limit) {
        throw new EdgeException(EdgeProblem.PAYLOAD_TOO_LARGE);
      }
      long elapsed = System.nanoTime() - start;
      if (elapsed > pace.checkedAfter().toNanos()
          && bytes.size() < pace.minBytesPerSecond() * TimeUnit.NANOSECONDS.toSeconds(elapsed)) {
        throw new EdgeException(EdgeProblem.REQUEST_TIMEOUT);
      }
    }
    return bytes.toByteArray();
  }

  /// Throws away up to 16 MiB or 2 s of what is still coming.
  ///
  /// @return whether all of it came, so that the connection can go on
  boolean drain() {
    if (request.getContentLengthLong() == 0
        || (request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") == null)) {
      return true;
    }
    if (request.getHeader("Expect") != null) {
      return false; // the client waits for our word before it sends
    }
    long end = System.nanoTime() + DRAIN_NANOS;
    byte[] chunk = new byte[CHUNK];
    long drained = 0;
    try {
      for (long left = DRAIN_NANOS; left > 0; left = end - System.nanoTime()) {
        int n = readChunk(chunk, TimeUnit.NANOSECONDS.toMillis(left) + 1);
        drained += n;
        if (n < 0 || drained > DRAIN_BYTES) {
          return n < 0;
        }
      }
    } catch (EdgeException e) {
      return false;
    }
    return false;
  }

  /// @param pause how long nothing may come
  private int readChunk(byte[] chunk, long pause) {
    long idle = endPoint.getIdleTimeout();
    endPoint.setIdleTimeout(pause);
    Scheduler.@Nullable Task deadline = cutUnlessRead(pause);
    try {
      return request.getInputStream().read(chunk);
    } catch (IOException e) {
      throw new EdgeException(isTimeout(e) ? EdgeProblem.REQUEST_TIMEOUT : EdgeProblem.BAD_REQUEST);
    } catch (RuntimeException e) {
      if (e instanceof HttpException refused) {
        throw new EdgeException(EdgeProblem.ofStatus(refused.getCode()));
      }
      throw e;
    } finally {
      endPoint.setIdleTimeout(idle);
      if (deadline != null) {
        deadline.cancel();
      }
    }
  }

  /// What stands around chunks is read without ever coming to us, and each byte of it starts the
  /// idle timeout anew: whoever drips it is cut when no content came for twice the pause.
  private Scheduler.@Nullable Task cutUnlessRead(long pause) {
    if (request.getContentLengthLong() >= 0) {
      return null;
    }
    return ServletContextRequest.getServletContextRequest(request)
        .getConnectionMetaData()
        .getConnector()
        .getScheduler()
        .schedule(
            () -> endPoint.close(new TimeoutException("the next chunk took too long")),
            2 * pause,
            TimeUnit.MILLISECONDS);
  }

  private static boolean isTimeout(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
