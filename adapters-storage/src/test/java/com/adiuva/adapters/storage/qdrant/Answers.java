package com.adiuva.adapters.storage.qdrant;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/// Sends what a handler returns, or the status it throws.
final class Answers {
  private Answers() {}

  static <A> void send(StreamObserver<A> observer, Supplier<A> handler) {
    try {
      observer.onNext(handler.get());
      observer.onCompleted();
    } catch (StatusRuntimeException e) {
      observer.onError(e);
    }
  }
}
