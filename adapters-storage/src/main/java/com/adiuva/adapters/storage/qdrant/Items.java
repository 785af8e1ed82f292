package com.adiuva.adapters.storage.qdrant;

import static com.adiuva.adapters.storage.qdrant.VectorCollections.ifThere;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorChange;
import com.adiuva.domain.vectors.VectorChange.Point;
import com.adiuva.domain.vectors.VectorId;
import com.adiuva.domain.vectors.VectorIndex.Hit;
import com.adiuva.domain.vectors.VectorSpace;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.VectorsFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.util.List;

/// The items of users in the collections of spaces. Every request but that which stores names the
/// user in its filter, and what is stored has the user in its id.
final class Items {
  private static final String ID = "id";

  /// How many numbers go into one request: 1 MiB.
  private static final int NUMBERS = 256 * 1024;

  /// How many candidates a search keeps, at least and for each item asked for.
  private static final int LEAST_CANDIDATES = 128;

  private static final int CANDIDATES = 4;

  private final Connection connection;
  private final VectorCollections collections;

  Items(Connection connection, VectorCollections collections) {
    this.connection = connection;
    this.collections = collections;
  }

  void put(Patience patience, UserId user, VectorSpace space, List<PointStruct> points) {
    String collection = collections.name(space);
    int portion = Math.max(1, NUMBERS / space.dimension());
    for (int from = 0; from < points.size(); from += portion) {
      UpsertPoints request =
          UpsertPoints.newBuilder()
              .setCollectionName(collection)
              .setWait(true)
              .addAllPoints(points.subList(from, Math.min(from + portion, points.size())))
              .build();
      collections.write(
          patience,
          collection,
          space.dimension(),
          () -> connection.points(patience, stub -> stub.upsert(request)));
    }
  }

  static PointStruct point(UserId user, VectorId id, Point point) {
    return PointStruct.newBuilder()
        .setId(PointIdFactory.id(PointIds.of(user, id)))
        .setVectors(VectorsFactory.vectors(point.embedding().normalized()))
        .putPayload(VectorCollections.USER, ValueFactory.value(user.toString()))
        .putPayload(ID, ValueFactory.value(id.value()))
        .build();
  }

  void delete(Patience patience, UserId user, String collection, List<VectorChange> changes) {
    if (!changes.isEmpty()) {
      List<PointId> ids =
          changes.stream()
              .map(change -> PointIdFactory.id(PointIds.of(user, change.id())))
              .toList();
      delete(patience, collection, of(user).addMust(ConditionFactory.hasId(ids)).build());
    }
  }

  void deleteAll(Patience patience, UserId user, String collection) {
    delete(patience, collection, of(user).build());
  }

  private void delete(Patience patience, String collection, Filter filter) {
    DeletePoints request =
        DeletePoints.newBuilder()
            .setCollectionName(collection)
            .setWait(true)
            .setPoints(PointsSelector.newBuilder().setFilter(filter))
            .build();
    ifThere(() -> connection.points(patience, stub -> stub.delete(request)).hasResult(), false);
  }

  List<Hit> search(Patience patience, UserId user, VectorSpace space, Embedding query, int limit) {
    int candidates = Math.max(LEAST_CANDIDATES, limit * CANDIDATES);
    QueryPoints request =
        QueryPoints.newBuilder()
            .setCollectionName(collections.name(space))
            .setQuery(QueryFactory.nearest(query.normalized()))
            .setFilter(of(user))
            .setLimit(limit)
            .setParams(SearchParams.newBuilder().setHnswEf(candidates))
            .setWithPayload(WithPayloadSelectorFactory.include(List.of(ID)))
            .build();
    QueryResponse answer =
        ifThere(
            () -> connection.points(patience, stub -> stub.query(request)),
            QueryResponse.getDefaultInstance());
    return answer.getResultList().stream().map(Items::hit).toList();
  }

  private static Hit hit(ScoredPoint point) {
    VectorId id = new VectorId(point.getPayloadOrThrow(ID).getStringValue());
    return new Hit(id, Math.clamp((1.0 + point.getScore()) / 2, 0, 1));
  }

  private static Filter.Builder of(UserId user) {
    return Filter.newBuilder()
        .addMust(ConditionFactory.matchKeyword(VectorCollections.USER, user.toString()));
  }
}
