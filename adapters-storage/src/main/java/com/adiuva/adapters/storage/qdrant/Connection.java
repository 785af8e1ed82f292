package com.adiuva.adapters.storage.qdrant;

import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem.VectorsUnavailable;
import io.grpc.ChannelCredentials;
import io.grpc.ConnectivityState;
import io.grpc.Deadline;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.AbstractBlockingStub;
import io.grpc.stub.MetadataUtils;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsBlockingStub;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.PointsGrpc.PointsBlockingStub;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls to the server. Each has a deadline and is tried once more when the server could not be
/// reached: all of them may be made twice.
final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PROBE_MILLIS = 1_000;
  private static final long CLOSE_MILLIS = 2_000;
  private static final long RECONNECT_MILLIS = 1_000;
  private static final int LONGEST_ANSWER = 16 * 1024 * 1024;
  private static final int LONGEST_REASON = 200;

  private final ManagedChannel channel;
  private final CollectionsBlockingStub collections;
  private final PointsBlockingStub points;
  private final QdrantSettings settings;
  private final AtomicBoolean failing = new AtomicBoolean();
  private final AtomicLong askedAt = new AtomicLong(System.nanoTime() - ASK_AGAIN_NANOS);
  private volatile boolean answering;

  Connection(QdrantSettings settings) {
    this.settings = settings;
    ChannelCredentials credentials =
        settings.tls() ? TlsChannelCredentials.create() : InsecureChannelCredentials.create();
    ManagedChannelBuilder<?> builder =
        Grpc.newChannelBuilderForAddress(settings.host(), settings.port(), credentials)
            .maxInboundMessageSize(LONGEST_ANSWER)
            .disableRetry();
    String key = settings.apiKey();
    if (key != null) {
      Metadata headers = new Metadata();
      headers.put(Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER), key);
      builder.intercept(MetadataUtils.newAttachHeadersInterceptor(headers));
    }
    channel = builder.build();
    collections = CollectionsGrpc.newBlockingStub(channel);
    points = PointsGrpc.newBlockingStub(channel);
    ConnectivityState state = channel.getState(true); // begins to connect
    LOG.debug("Qdrant at {}: {}", settings, state);
  }

  <T> T collections(Patience patience, Function<CollectionsBlockingStub, T> call) {
    return call(patience, collections, call);
  }

  <T> T points(Patience patience, Function<PointsBlockingStub, T> call) {
    return call(patience, points, call);
  }

  /// @throws StatusRuntimeException for answers that say something about collections
  /// @throws ProblemException `VectorsUnavailable` for all others
  private <S extends AbstractBlockingStub<S>, T> T call(
      Patience patience, S stub, Function<S, T> call) {
    try {
      T answer = onceMoreIfUnreached(patience.deadline(), stub, call);
      patience.answered();
      succeeded();
      return answer;
    } catch (StatusRuntimeException e) {
      if (saysSomething(e.getStatus())) {
        patience.answered();
        throw e;
      }
      throw failed(e);
    }
  }

  /// The second time it waits a moment for the connection, which is made at once then; the channel
  /// itself would not try for up to two minutes after a long outage.
  private <S extends AbstractBlockingStub<S>, T> T onceMoreIfUnreached(
      Deadline deadline, S stub, Function<S, T> call) {
    try {
      return call.apply(stub.withDeadline(deadline));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
        throw e;
      }
      channel.resetConnectBackoff();
      Deadline moment = Deadline.after(RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
      return call.apply(stub.withWaitForReady().withDeadline(deadline.minimum(moment)));
    }
  }

  private static boolean saysSomething(Status status) {
    return switch (status.getCode()) {
      case NOT_FOUND, ALREADY_EXISTS -> true;
      case INVALID_ARGUMENT -> String.valueOf(status.getDescription()).contains("already exists");
      default -> false;
    };
  }

  private void succeeded() {
    if (failing.compareAndSet(true, false)) {
      LOG.info("Qdrant answers again");
    }
  }

  /// The reason is logged once, until a call succeeds.
  private ProblemException failed(StatusRuntimeException failure) {
    Status status = failure.getStatus();
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      // the connection may be dead without knowing
      channel.enterIdle();
    }
    if (failing.compareAndSet(false, true)) {
      String reason = String.valueOf(status.getDescription());
      LOG.warn(
          "Qdrant at {} fails: {} {}{}",
          settings,
          status.getCode(),
          reason.substring(0, Math.min(reason.length(), LONGEST_REASON)),
          status.getCode() == Status.Code.UNAUTHENTICATED ? " (see QDRANT_API_KEY)" : "");
    }
    return new ProblemException(new VectorsUnavailable(), failure);
  }

  /// Whether the server answered when it was asked last, at most a second ago or by now.
  boolean isAnswering() {
    long last = askedAt.get();
    long now = System.nanoTime();
    if (now - last >= ASK_AGAIN_NANOS && askedAt.compareAndSet(last, now)) {
      answering = probe();
    }
    return answering;
  }

  private boolean probe() {
    try {
      QdrantGrpc.newBlockingStub(channel)
          .withDeadlineAfter(PROBE_MILLIS, TimeUnit.MILLISECONDS)
          .healthCheck(HealthCheckRequest.getDefaultInstance());
      return true;
    } catch (StatusRuntimeException e) {
      LOG.debug("Qdrant does not answer: {}", e.getStatus().getCode());
      channel.resetConnectBackoff();
      return false;
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      if (!channel.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("the connection to Qdrant is still closing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
