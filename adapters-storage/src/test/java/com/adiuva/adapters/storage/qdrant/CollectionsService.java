package com.adiuva.adapters.storage.qdrant;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsResponse;
import io.qdrant.client.grpc.CollectionsGrpc;
import java.util.List;

final class CollectionsService extends CollectionsGrpc.CollectionsImplBase {
  private final StoredCollections stored;

  CollectionsService(StoredCollections stored) {
    this.stored = stored;
  }

  @Override
  public void create(
      CreateCollection request, StreamObserver<CollectionOperationResponse> observer) {
    Answers.send(
        observer,
        () -> {
          stored.create(request);
          return result(true);
        });
  }

  /// Deleting one that is not there is no error; its result is false.
  @Override
  public void delete(
      DeleteCollection request, StreamObserver<CollectionOperationResponse> observer) {
    Answers.send(observer, () -> result(stored.delete(request.getCollectionName())));
  }

  @Override
  public void list(
      ListCollectionsRequest request, StreamObserver<ListCollectionsResponse> observer) {
    Answers.send(
        observer,
        () -> {
          List<CollectionDescription> names =
              stored.names().stream()
                  .map(name -> CollectionDescription.newBuilder().setName(name).build())
                  .toList();
          return ListCollectionsResponse.newBuilder().addAllCollections(names).build();
        });
  }

  private static CollectionOperationResponse result(boolean result) {
    return CollectionOperationResponse.newBuilder().setResult(result).build();
  }
}
