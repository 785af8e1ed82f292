package com.adiuva.adapters.http.bodies;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// The bytes of a request, which arrive at the client's pace: read whole up to a limit, or as a
/// stream, and not for ever; or thrown away so that a client that is still sending can read why it
/// was refused. A client that asks first (`Expect: 100-continue`) is told to go on when the first
/// of them is read.
public final class IncomingBody {
  /// A body that memory holds: its bytes, and at most three quarters of them once more, decoded.
  private static final double MEMORY_PER_BYTE = 1.75;

  private static final int CHUNK = 16 * 1024;
  private static final long SMALL = 1024 * 1024;
  private static final Pace PACE = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(10), 1024);

  /// Large bodies hold memory that others wait for.
  private static final Pace LARGE_PACE =
      new Pace(Duration.ofSeconds(10), Duration.ofSeconds(30), 16 * 1024);

  private static final Pace STREAM_PACE =
      new Pace(Duration.ofSeconds(60), Duration.ofSeconds(30), 1024);
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long DRAIN_BYTES = 16L * 1024 * 1024;
  private static final String BEGUN = "adiuva.body_begun";

  /// How slowly a body may come.
  ///
  /// @param pause how long nothing may come
  /// @param window over how much time spent waiting the rate is taken
  record Pace(Duration pause, Duration window, long minBytesPerSecond) {}

  private final HttpServletRequest request;
  private final EndPoint endPoint;

  public IncomingBody(HttpServletRequest request) {
    this.request = request;
    this.endPoint = OutgoingBody.endPoint(request);
  }

  /// How many bytes will come, when the client says so.
  public OptionalLong length() {
    long length = request.getContentLengthLong();
    if (length < 0 && request.getHeader("Transfer-Encoding") == null) {
      return OptionalLong.of(0);
    }
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /// All of it.
  ///
  /// @param lease pays for the memory
  /// @throws EdgeException `PAYLOAD_TOO_LARGE`, `SERVICE_UNAVAILABLE` when there is no memory for
  ///   it, and what [#open] says
  public ByteSegments read(long limit, BodyBudget.Lease lease) {
    OptionalLong length = length();
    if (length.orElse(0) > limit) {
      throw new EdgeException(EdgeProblem.PAYLOAD_TOO_LARGE);
    }
    lease.take((long) (MEMORY_PER_BYTE * length.orElse(0)));
    ByteSegments bytes = new ByteSegments();
    InputStream in = open(limit > SMALL ? LARGE_PACE : PACE);
    byte[] chunk = new byte[CHUNK];
    for (int n = read(in, chunk); n >= 0; n = read(in, chunk)) {
      if (bytes.size() + (long) n > limit) {
        throw new EdgeException(EdgeProblem.PAYLOAD_TOO_LARGE);
      }
      if (length.isEmpty()) {
        lease.take((long) (MEMORY_PER_BYTE * n));
      }
      bytes.append(chunk, n);
    }
    return bytes;
  }

  private static int read(InputStream in, byte[] chunk) {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw new EdgeException(EdgeProblem.BAD_REQUEST);
    }
  }

  /// The bytes as they come, however many. Reading throws an [EdgeException]: `REQUEST_TIMEOUT`
  /// when nothing comes for a minute or less than 1 KiB a second over half a minute, `BAD_REQUEST`
  /// when the body breaks off or is not what it says.
  public InputStream open() {
    return open(STREAM_PACE);
  }

  InputStream open(Pace pace) {
    return new PacedStream(pace);
  }

  /// Throws away up to 16 MiB or 2 s of what is still coming.
  ///
  /// @return whether all of it came, so that the connection can go on
  public boolean drain() {
    if (length().orElse(1) == 0) {
      return true;
    }
    if (request.getHeader("Expect") != null && request.getAttribute(BEGUN) == null) {
      return false; // the client waits for our word before it sends
    }
    long end = System.nanoTime() + DRAIN_NANOS;
    byte[] chunk = new byte[CHUNK];
    long drained = 0;
    try {
      for (long left = DRAIN_NANOS; left > 0; left = end - System.nanoTime()) {
        int n = readChunk(chunk, 0, CHUNK, TimeUnit.NANOSECONDS.toMillis(left) + 1);
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

  /// @param pause how long nothing may come, in milliseconds
  private int readChunk(byte[] chunk, int offset, int length, long pause) {
    try {
      ServletInputStream in = request.getInputStream();
      if (in.available() > 0) {
        request.setAttribute(BEGUN, true);
        return in.read(chunk, offset, length); // it is here: no clock needs to be set
      }
      return in.isFinished() ? -1 : awaitChunk(in, chunk, offset, length, pause);
    } catch (IOException e) {
      throw new EdgeException(isTimeout(e) ? EdgeProblem.REQUEST_TIMEOUT : EdgeProblem.BAD_REQUEST);
    } catch (RuntimeException e) {
      if (e instanceof HttpException refused) {
        throw new EdgeException(EdgeProblem.ofStatus(refused.getCode()));
      }
      throw e;
    }
  }

  private int awaitChunk(ServletInputStream in, byte[] chunk, int offset, int length, long pause)
      throws IOException {
    long idle = endPoint.getIdleTimeout();
    endPoint.setIdleTimeout(pause);
    request.setAttribute(BEGUN, true);
    Scheduler.@Nullable Task deadline = cutUnlessRead(pause);
    try {
      return in.read(chunk, offset, length);
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

  /// Counts only the time spent waiting for the client: how long we take with what came is not its
  /// fault.
  private final class PacedStream extends InputStream {
    private final Pace pace;
    private long waitedNanos;
    private long bytes;

    PacedStream(Pace pace) {
      this.pace = pace;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      long start = System.nanoTime();
      int n = readChunk(buffer, offset, length, pace.pause().toMillis());
      waitedNanos += System.nanoTime() - start;
      bytes += Math.max(n, 0);
      if (waitedNanos >= pace.window().toNanos()) {
        if (bytes < pace.minBytesPerSecond() * TimeUnit.NANOSECONDS.toSeconds(waitedNanos)) {
          throw new EdgeException(EdgeProblem.REQUEST_TIMEOUT);
        }
        waitedNanos = 0;
        bytes = 0;
      }
      return n;
    }
  }
}
