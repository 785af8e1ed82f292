package com.adiuva.adapters.http.sockets;

import com.adiuva.adapters.http.problems.Unspoken;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open socket: its heartbeat, its way out, its end. What is said over it is the [Dialogue]'s.
public final class SocketSession {
  /// The closing codes that a dialogue or the server uses.
  public static final int NORMAL = 1000;

  public static final int GOING_AWAY = 1001;
  static final int UNSUPPORTED_DATA = 1003;
  public static final int TRY_AGAIN_LATER = 1013;
  public static final int UNAUTHORIZED = 4401;

  /// The largest text message a client may send, and the most that may be unsent to it, in bytes.
  static final int MEBIBYTE = 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(SocketSession.class);

  /// What is said over one socket. Neither method blocks: they run on the engine's threads.
  public interface Dialogue {

    /// Takes the client's next message.
    ///
    /// @param next to be called once, as soon as the message after this one may come
    void hear(String message, Runnable next);

    /// The socket has ended: stops whatever runs for it.
    void end();
  }

  /// How patient the server is with a socket.
  ///
  /// @param ping between two protocol-level pings
  /// @param silence after which a peer that sent nothing, not even a pong, is closed
  /// @param stall how long nothing may get out to a reader that has something to read
  /// @param farewell how long a closing handshake may take before the connection is cut
  public record Timings(Duration ping, Duration silence, Duration stall, Duration farewell) {
    public static final Timings STANDARD =
        new Timings(
            Duration.ofSeconds(30),
            Duration.ofSeconds(75),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5));

    /// Between two looks at a socket: often enough that no limit is missed by more than a tenth.
    Duration tick() {
      Duration shortest = ping.compareTo(stall) < 0 ? ping : stall;
      return shortest.compareTo(silence) < 0 ? shortest.dividedBy(10) : silence.dividedBy(10);
    }
  }

  private final Session connection;
  private final Timings timings;
  private final ScheduledExecutorService timer;
  private final Consumer<SocketSession> onGone;
  private final Outbox outbox;
  private final Dialogue dialogue;
  private final AtomicBoolean gone = new AtomicBoolean();
  private final CountDownLatch disconnected = new CountDownLatch(1);
  private volatile long lastHeard = System.nanoTime();
  private long lastPing = System.nanoTime();
  private volatile @Nullable ScheduledFuture<?> heartbeat;

  /// @param timer runs the heartbeat
  /// @param dialogue makes what is said over this session
  /// @param onGone hears once that the session has ended
  public SocketSession(
      Session connection,
      Timings timings,
      ScheduledExecutorService timer,
      Function<SocketSession, Dialogue> dialogue,
      Consumer<SocketSession> onGone) {
    this.connection = connection;
    this.timings = timings;
    this.timer = timer;
    this.onGone = onGone;
    this.outbox = new Outbox(connection::sendText, MEBIBYTE, this::gone);
    this.dialogue = dialogue.apply(this);
  }

  /// Begins to listen and to ping; nothing where the session was closed before it began.
  void start() {
    if (gone.get()) {
      return;
    }
    // The engine's own idle timeout would close a socket that waits; the heartbeat knows better.
    connection.setIdleTimeout(Duration.ZERO);
    connection.setMaxTextMessageSize(MEBIBYTE);
    long tick = timings.tick().toNanos();
    heartbeat = timer.scheduleAtFixedRate(this::beat, tick, tick, TimeUnit.NANOSECONDS);
    if (gone.get()) {
      stopHeartbeat();
    }
    connection.demand();
  }

  void text(String message) {
    lastHeard = System.nanoTime();
    dialogue.hear(message, this::listen);
  }

  void pong() {
    lastHeard = System.nanoTime();
    listen();
  }

  /// Sends a text frame, waiting while the reader is behind.
  ///
  /// @throws java.util.concurrent.CancellationException when the socket has ended
  public void send(String frame) {
    outbox.send(frame);
  }

  /// Closes after what was sent before has got out, as far as the reader lets it.
  public void closeAfterSending(int code, String reason) {
    outbox.drain(timings.farewell());
    close(code, reason);
  }

  /// Ends the session: the dialogue at once, the connection with a closing handshake, or without
  /// one where the peer does not take part in time. Does not block.
  ///
  /// @param reason for the peer's developers, short
  public void close(int code, String reason) {
    if (gone()) {
      connection.close(code, reason, Callback.NOOP);
    }
  }

  /// Notes that the socket has ended, whoever ended it.
  ///
  /// @return whether this is news
  boolean gone() {
    if (!gone.compareAndSet(false, true)) {
      return false;
    }
    stopHeartbeat();
    // Before the outbox lets go of who waits in it, so that he ends as cancelled and not as done.
    dialogue.end();
    outbox.close();
    onGone.accept(this);
    disconnectLater();
    return true;
  }

  /// Also where the peer closed: it may never read our half of the handshake. A connection that has
  /// ended is let go of at once, with what it still held of an unfinished message.
  private void disconnectLater() {
    WeakReference<Session> unlessEnded = new WeakReference<>(connection);
    Runnable disconnect =
        () -> {
          Session still = unlessEnded.get();
          if (still != null) {
            still.disconnect();
          }
        };
    try {
      var _ = timer.schedule(disconnect, timings.farewell().toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      disconnect.run();
    }
  }

  /// The connection itself has ended.
  void disconnected() {
    gone();
    disconnected.countDown();
  }

  /// Waits until the connection has ended: a close frame may be lost when it is cut before.
  ///
  /// @param atMost how long
  public void awaitDisconnected(Duration atMost) {
    try {
      if (!disconnected.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("A socket's peer takes no part in the closing handshake");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    if (!gone.get()) {
      connection.demand();
    }
  }

  private void beat() {
    try {
      long now = System.nanoTime();
      if (outbox.stalledFor().compareTo(timings.stall()) >= 0) {
        close(TRY_AGAIN_LATER, "the reader is too slow");
      } else if (now - lastHeard >= timings.silence().toNanos()) {
        close(GOING_AWAY, "no answer to pings");
      } else if (now - lastPing >= timings.ping().toNanos()) {
        lastPing = now;
        connection.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
      }
    } catch (RuntimeException e) {
      LOG.warn("A socket's heartbeat failed", Unspoken.of(e));
      connection.disconnect();
    }
  }

  private void stopHeartbeat() {
    ScheduledFuture<?> beating = heartbeat;
    if (beating != null) {
      beating.cancel(false);
    }
  }
}
