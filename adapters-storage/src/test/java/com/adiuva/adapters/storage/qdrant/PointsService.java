package com.adiuva.adapters.storage.qdrant;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.util.List;

final class PointsService extends PointsGrpc.PointsImplBase {
  private final StoredCollections stored;

  PointsService(StoredCollections stored) {
    this.stored = stored;
  }

  @Override
  public void upsert(UpsertPoints request, StreamObserver<PointsOperationResponse> observer) {
    Answers.send(
        observer,
        () -> {
          stored.upsert(request.getCollectionName(), request.getPointsList());
          return done(request.getWait());
        });
  }

  @Override
  public void delete(DeletePoints request, StreamObserver<PointsOperationResponse> observer) {
    Answers.send(
        observer,
        () -> {
          if (request.getPoints().hasFilter()) {
            stored.delete(request.getCollectionName(), request.getPoints().getFilter());
          } else {
            stored.delete(
                request.getCollectionName(), request.getPoints().getPoints().getIdsList());
          }
          return done(request.getWait());
        });
  }

  @Override
  public void get(GetPoints request, StreamObserver<GetResponse> observer) {
    Answers.send(
        observer,
        () -> {
          List<RetrievedPoint> points =
              stored.get(request.getCollectionName(), request.getIdsList()).stream()
                  .map(point ->
                      RetrievedPoint.newBuilder()
                          .setId(point.getId())
                          .putAllPayload(point.getPayloadMap())
                          .build())
                  .toList();
          return GetResponse.newBuilder().addAllResult(points).build();
        });
  }

  @Override
  public void query(QueryPoints request, StreamObserver<QueryResponse> observer) {
    Answers.send(
        observer,
        () -> {
          List<Float> near = request.getQuery().getNearest().getDense().getDataList();
          List<ScoredPoint> points =
              stored
                  .nearest(
                      request.getCollectionName(), near, request.getFilter(), request.getLimit())
                  .stream()
                  .map(scored ->
                      ScoredPoint.newBuilder()
                          .setId(scored.point().getId())
                          .setScore(scored.score())
                          .putAllPayload(scored.point().getPayloadMap())
                          .build())
                  .toList();
          return QueryResponse.newBuilder().addAllResult(points).build();
        });
  }

  @Override
  public void createFieldIndex(
      CreateFieldIndexCollection request, StreamObserver<PointsOperationResponse> observer) {
    Answers.send(
        observer,
        () -> {
          stored.definition(request.getCollectionName());
          return done(request.getWait());
        });
  }

  /// Who does not wait is told no more than that the request was taken.
  private static PointsOperationResponse done(boolean waited) {
    UpdateStatus status = waited ? UpdateStatus.Completed : UpdateStatus.Acknowledged;
    return PointsOperationResponse.newBuilder()
        .setResult(UpdateResult.newBuilder().setStatus(status))
        .build();
  }
}
