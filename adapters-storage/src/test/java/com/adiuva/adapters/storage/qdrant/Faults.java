package com.adiuva.adapters.storage.qdrant;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Makes the server fail: calls are refused, or never answered.
public final class Faults implements ServerInterceptor {
  private static final Metadata.Key<String> API_KEY =
      Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private @Nullable Status refusal;
  private int refusals;
  private int answers;
  private volatile boolean hanging;
  private volatile @Nullable String apiKey;

  /// The next calls, so many, are refused with this status.
  public synchronized void refuse(Status status, int times) {
    refusal = status;
    answers = 0;
    refusals = times;
  }

  /// So many calls are answered, and the one after them is refused.
  public synchronized void refuseAfter(int answered, Status status) {
    refuse(status, 1);
    answers = answered;
  }

  /// No call is answered any more.
  public void hang() {
    hanging = true;
  }

  /// All calls need this key.
  public void requireKey(String key) {
    apiKey = key;
  }

  /// All is well again.
  public synchronized void none() {
    refusals = 0;
    hanging = false;
    apiKey = null;
  }

  /// The names of all methods called so far, such as `Upsert`.
  public List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    calls.add(String.valueOf(call.getMethodDescriptor().getBareMethodName()));
    Status status = nextRefusal(headers.get(API_KEY));
    if (status != null) {
      call.close(status, new Metadata());
      return new ServerCall.Listener<>() {};
    }
    if (hanging) {
      return new ServerCall.Listener<>() {};
    }
    return next.startCall(call, headers);
  }

  private synchronized @Nullable Status nextRefusal(@Nullable String key) {
    String expected = apiKey;
    if (expected != null && !expected.equals(key)) {
      return Status.UNAUTHENTICATED.withDescription("Must provide an API key");
    }
    if (refusals == 0 || answers-- > 0) {
      return null;
    }
    refusals--;
    return refusal;
  }
}
