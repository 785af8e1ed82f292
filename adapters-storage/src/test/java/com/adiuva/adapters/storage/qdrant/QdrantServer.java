package com.adiuva.adapters.storage.qdrant;

import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server that speaks Qdrant's gRPC on a port of this machine and keeps everything in memory. It
/// can be made to fail as servers do, and goes away and comes back on the same port with all it
/// had.
public final class QdrantServer implements AutoCloseable {
  private final StoredCollections stored = new StoredCollections();
  private final Faults faults = new Faults();
  private final int port;
  private @Nullable Server server;

  private QdrantServer() throws IOException {
    server = start(0);
    port = server.getPort();
  }

  public static QdrantServer start() {
    try {
      return new QdrantServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Server start(int port) throws IOException {
    List<BindableService> services =
        List.of(new CollectionsService(stored), new PointsService(stored), new HealthService());
    var builder = Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create());
    services.forEach(builder::addService);
    return builder.intercept(faults).maxInboundMessageSize(64 * 1024 * 1024).build().start();
  }

  /// For `QDRANT_URL`; `QDRANT_GRPC_PORT` is the same port.
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /// For `QDRANT_GRPC_PORT`.
  public int grpcPort() {
    return port;
  }

  /// How the next calls are answered.
  public Faults faults() {
    return faults;
  }

  /// What it keeps.
  StoredCollections stored() {
    return stored;
  }

  /// Closes the port and every connection.
  public void goAway() {
    Server running = server;
    if (running == null) {
      return;
    }
    server = null;
    running.shutdownNow();
    try {
      if (!running.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Opens the port again.
  public void comeBack() {
    try {
      server = start(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    faults.none();
    goAway();
  }
}
