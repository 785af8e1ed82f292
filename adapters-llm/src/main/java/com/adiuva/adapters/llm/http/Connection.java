package com.adiuva.adapters.llm.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.impl.ConnectionShutdownException;
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
  private boolean aborted; // guarded by this
  private boolean reusable;
  private @Nullable InputStream body;

  Connection(Connections connections) {
    this.connections = connections;
  }

  /// Sends the request and waits for the head of the answer. When the deadline passes meanwhile,
  /// the connection is aborted.
  ///
  /// @param request with an entity and all its headers but `Host`
  /// @throws IOException when it cannot be had, or was aborted
  /// @throws HttpException when what comes is no HTTP answer
  public ClassicHttpResponse send(URI target, ClassicHttpRequest request, Deadline deadline)
      throws IOException, HttpException {
    HttpHost host = HttpHost.create(target);
    request.setHeader("Host", host.toHostString());
    Future<?> alarm = deadline.alarm(this::abort);
    try {
      HttpClientContext context = HttpClientContext.create();
      ConnectionEndpoint leased = lease(host);
      if (!leased.isConnected()) {
        connections.connect(leased, context);
      }
      leased.setSocketTimeout(Timeout.DISABLED); // there is the alarm
      ClassicHttpResponse answer = leased.execute("llm", request, EXECUTOR::execute, context);
      reusable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, answer, context);
      body = answer.getEntity() == null ? null : answer.getEntity().getContent();
      if (!alarm.cancel(false)) {
        throw new IOException("too late");
      }
      return answer;
    } catch (MessageConstraintException e) {
      throw new HttpException("an endless head", e);
    } catch (ConnectionShutdownException e) {
      throw new IOException("closed", e);
    } finally {
      alarm.cancel(false);
    }
  }

  @Override
  public int read(byte[] target, int offset, int length, Duration limit) throws IOException {
    InputStream source = body;
    if (source == null) {
      return -1;
    }
    allow(limit);
    int count = source.read(target, offset, length);
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
  public synchronized void abort() {
    aborted = true;
    if (endpoint != null) {
      endpoint.close(CloseMode.IMMEDIATE);
    }
  }

  /// Gives the connection back when all of the answer was read, and closes it otherwise.
  @Override
  public synchronized void close() {
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

  /// Sets how long the next reads may wait.
  private void allow(Duration limit) throws IOException {
    try {
      using().setSocketTimeout(Timeout.ofMilliseconds(Math.max(1, limit.toMillis())));
    } catch (ConnectionShutdownException e) { // aborted just now
      throw new IOException("closed", e);
    }
  }

  private ConnectionEndpoint lease(HttpHost host) throws IOException {
    ConnectionEndpoint leased = connections.lease(host);
    synchronized (this) {
      endpoint = leased;
    }
    return using();
  }

  private synchronized ConnectionEndpoint using() throws IOException {
    ConnectionEndpoint mine = endpoint;
    if (mine == null || aborted) {
      throw new IOException("closed");
    }
    return mine;
  }
}
