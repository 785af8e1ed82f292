package com.adiuva.adapters.llm.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// The connection of one exchange: one request, one answer. Used by one thread, which closes it in
/// the end; broken off by any thread at any moment.
public final class Connection implements BodyStream.Source, AutoCloseable {
  private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();

  private final Connections connections;
  private @Nullable ConnectionEndpoint endpoint; // guarded by this
  private @Nullable Future<?> lookup; // guarded by this
  private boolean aborted; // guarded by this
  private boolean expired; // guarded by this
  private @Nullable Future<?> alarm;
  private boolean sent;
  private boolean reusable;
  private @Nullable InputStream body;

  Connection(Connections connections) {
    this.connections = connections;
  }

  /// Sends the request and waits for the head of the answer. When a deadline passes meanwhile, the
  /// connection is aborted.
  ///
  /// @param request with an entity and all its headers but `Host`
  /// @param head by when the head of the answer must be there
  /// @param whole by when all of it must be, however its reader waits
  /// @throws IOException when it cannot be had, or was aborted
  /// @throws HttpException when what comes is no HTTP answer
  public ClassicHttpResponse send(
      URI target, ClassicHttpRequest request, Deadline head, Deadline whole)
      throws IOException, HttpException {
    HttpHost host = HttpHost.create(target);
    request.setHeader("Host", host.toHostString());
    alarm = head.alarm(this::expire);
    try {
      HttpClientContext context = HttpClientContext.create();
      ConnectionEndpoint leased = lease(host);
      boolean used = leased.isConnected();
      if (!used) {
        connect(leased, host, context);
      }
      leased.setSocketTimeout(Timeout.DISABLED); // there are alarms
      sent = true;
      ClassicHttpResponse answer = exchange(leased, request, context, used);
      reusable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, answer, context);
      body = answer.getEntity() == null ? null : answer.getEntity().getContent();
      if (whole != head) {
        stopAlarm();
        alarm = whole.alarm(this::expire);
      }
      return answer;
    } catch (MessageConstraintException e) {
      throw new HttpException("an endless head", e);
    } catch (RuntimeException e) { // whatever an abort makes of it
      throw closedOr(e);
    }
  }

  /// Whether the request has left, or has begun to: the server may work on it. For the thread that
  /// sends.
  public boolean isSent() {
    return sent;
  }

  @Override
  public int read(byte[] target, int offset, int length, Duration limit) throws IOException {
    InputStream source = body;
    if (source == null) {
      return -1;
    }
    using();
    Future<?> patience = Deadline.after(limit).alarm(this::expire);
    int count;
    try {
      count = source.read(target, offset, length);
    } finally {
      patience.cancel(false);
    }
    if (count < 0) {
      body = null;
    }
    return count;
  }

  @Override
  public synchronized boolean isAborted() {
    return aborted;
  }

  @Override
  public synchronized boolean isExpired() {
    return expired;
  }

  @Override
  public synchronized void abort() {
    aborted = true;
    if (lookup != null) {
      lookup.cancel(true);
    }
    if (endpoint != null) {
      endpoint.close(CloseMode.IMMEDIATE);
    }
  }

  private synchronized void expire() {
    expired |= !aborted;
    abort();
  }

  /// Gives the connection back when all of the answer was read, and closes it otherwise.
  @Override
  public void close() {
    stopAlarm();
    synchronized (this) {
      ConnectionEndpoint mine = endpoint;
      endpoint = null;
      if (mine == null) {
        return;
      }
      if (reusable && body == null && !aborted) {
        connections.keep(mine);
      } else {
        connections.discard(mine);
      }
    }
  }

  private void stopAlarm() {
    Future<?> set = alarm;
    if (set != null) {
      set.cancel(false);
    }
  }

  private ConnectionEndpoint lease(HttpHost host) throws IOException {
    ConnectionEndpoint leased = connections.lease(host);
    synchronized (this) {
      endpoint = leased;
    }
    return using();
  }

  /// All addresses and the handshake together have the time that one address has.
  private void connect(ConnectionEndpoint leased, HttpHost host, HttpClientContext context)
      throws IOException {
    Future<?> patience = Deadline.after(Connections.CONNECT).alarm(this::abort);
    try {
      resolve(host.getHostName());
      connections.connect(leased, context);
      using(); // what was aborted before it was made is not aborted yet
    } finally {
      patience.cancel(false);
    }
  }

  /// Nobody can break off a look-up by name, so another thread waits for it; what it finds, the JVM
  /// remembers for a while.
  private void resolve(String host) throws IOException {
    CompletableFuture<Void> found = new CompletableFuture<>();
    synchronized (this) {
      using();
      lookup = found;
    }
    Thread.startVirtualThread(() -> {
      try {
        InetAddress.getAllByName(host);
        found.complete(null);
      } catch (UnknownHostException | RuntimeException e) {
        found.completeExceptionally(e);
      }
    });
    try {
      found.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (CancellationException | ExecutionException e) {
      throw new IOException("no address", e);
    }
  }

  private ClassicHttpResponse exchange(
      ConnectionEndpoint leased,
      ClassicHttpRequest request,
      HttpClientContext context,
      boolean used)
      throws IOException, HttpException {
    try {
      return leased.execute("llm", request, EXECUTOR::execute, context);
    } catch (IOException e) {
      if (used && !isAborted()) {
        connections.dropIdle(); // the server closed this one, and so probably the others
      }
      throw e;
    }
  }

  private IOException closedOr(RuntimeException e) {
    if (isAborted()) {
      return new IOException("closed", e);
    }
    throw e;
  }

  private synchronized ConnectionEndpoint using() throws IOException {
    ConnectionEndpoint mine = endpoint;
    if (mine == null || aborted) {
      throw new IOException("closed");
    }
    return mine;
  }
}
