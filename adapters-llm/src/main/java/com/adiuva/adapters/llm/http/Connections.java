package com.adiuva.adapters.llm.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// The connections to one provider, as many as there are calls at once; idle ones are used again
/// for half a minute. Goes through no proxy, follows nothing, repeats nothing.
public final class Connections {
  static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration KEPT = Duration.ofSeconds(30);
  private static final int UNBOUNDED = 1_000_000;

  /// Most requests fit the buffer and so are sent in one piece.
  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setBufferSize(16 * 1024)
          .setMaxHeaderCount(256)
          .setMaxLineLength(64 * 1024)
          .build();

  private final PoolingHttpClientConnectionManager pool;
  private final AtomicBoolean sweeping = new AtomicBoolean();

  /// To servers whose certificates this JVM trusts.
  public Connections() {
    this(SSLContexts.createSystemDefault());
  }

  Connections(SSLContext trust) {
    HttpConnectionFactory<ManagedHttpClientConnection> quiet = socket -> new QuietConnection();
    pool =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(quiet)
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
            .setMaxConnTotal(UNBOUNDED)
            .setMaxConnPerRoute(UNBOUNDED)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(CONNECT))
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .build())
            .build();
  }

  /// A connection for one exchange, not yet made.
  public Connection open() {
    return new Connection(this);
  }

  /// An idle connection to the host, or one that is still to be made.
  ConnectionEndpoint lease(HttpHost host) throws IOException {
    try {
      return pool.lease("llm", route(host), Timeout.DISABLED, null).get(Timeout.DISABLED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no connection", e);
    }
  }

  private static HttpRoute route(HttpHost host) {
    boolean secure = "https".equalsIgnoreCase(host.getSchemeName());
    int port = host.getPort() >= 0 ? host.getPort() : secure ? 443 : 80;
    return new HttpRoute(
        new HttpHost(host.getSchemeName(), host.getHostName(), port), null, secure);
  }

  void connect(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
    pool.connect(endpoint, TimeValue.of(CONNECT), context);
  }

  /// Takes one back that can be used again.
  void keep(ConnectionEndpoint endpoint) {
    pool.release(endpoint, null, TimeValue.of(KEPT));
    sweepLater();
  }

  /// Closes those that wait to be used again.
  void dropIdle() {
    pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
  }

  private void sweepLater() {
    if (sweeping.compareAndSet(false, true)) {
      var _ = Deadline.after(KEPT).alarm(this::sweep);
    }
  }

  /// Nobody would notice otherwise that an idle connection is over, before the next call.
  private void sweep() {
    sweeping.set(false);
    pool.closeExpired();
    if (pool.getTotalStats().getAvailable() > 0) {
      sweepLater();
    }
  }

  /// Takes one back that cannot.
  void discard(ConnectionEndpoint endpoint) {
    endpoint.close(CloseMode.IMMEDIATE);
    pool.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
  }

  /// The library's own kind writes all that is said to its log, if the log lets it.
  private static final class QuietConnection extends DefaultManagedHttpClientConnection {
    private volatile boolean closed;

    QuietConnection() {
      super(
          "llm",
          StandardCharsets.ISO_8859_1.newDecoder(),
          StandardCharsets.ISO_8859_1.newEncoder(),
          LIMITS,
          null,
          null,
          null,
          null);
    }

    @Override
    public void bind(Socket socket) throws IOException {
      bind(new SocketHolder(socket));
      closeIfClosed(socket);
    }

    @Override
    public void bind(SSLSocket encrypted, Socket socket) throws IOException {
      bind(new SocketHolder(encrypted, socket));
      closeIfClosed(socket);
    }

    /// Who closed it just before had no socket to close.
    private void closeIfClosed(Socket socket) throws IOException {
      if (closed) {
        socket.close();
      }
    }

    @Override
    public void close(CloseMode how) {
      closed = true;
      super.close(how);
    }

    /// Also one on which something came that nobody asked for.
    @Override
    public boolean isStale() throws IOException {
      return super.isStale() || isDataAvailable(Timeout.ONE_MILLISECOND);
    }

    @Override
    protected void onRequestSubmitted(ClassicHttpRequest request) {
      // not into the log
    }

    @Override
    protected void onResponseReceived(ClassicHttpResponse response) {
      // not into the log
    }
  }
}
