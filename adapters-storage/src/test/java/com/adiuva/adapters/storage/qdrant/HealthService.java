package com.adiuva.adapters.storage.qdrant;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;

final class HealthService extends QdrantGrpc.QdrantImplBase {
  @Override
  public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckReply> observer) {
    Answers.send(
        observer,
        () -> HealthCheckReply.newBuilder().setTitle("qdrant").setVersion("1.18.0").build());
  }
}
