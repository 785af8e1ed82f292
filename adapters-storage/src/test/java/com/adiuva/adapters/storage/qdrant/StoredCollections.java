package com.adiuva.adapters.storage.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the server keeps: collections of points whose ids are unique in the collection, whoever
/// they belong to.
final class StoredCollections {
  private final Map<String, Stored> collections = new LinkedHashMap<>();

  private record Stored(CreateCollection request, Map<PointId, PointStruct> points) {}

  /// A point and how like a query it is.
  record Scored(PointStruct point, float score) {}

  synchronized List<String> names() {
    return List.copyOf(collections.keySet());
  }

  synchronized void create(CreateCollection request) {
    String name = request.getCollectionName();
    if (collections.containsKey(name)) {
      throw failure(
          Status.ALREADY_EXISTS, "Wrong input: Collection `" + name + "` already exists!");
    }
    collections.put(name, new Stored(request, new HashMap<>()));
  }

  synchronized boolean delete(String name) {
    return collections.remove(name) != null;
  }

  synchronized void upsert(String name, List<PointStruct> points) {
    Stored stored = stored(name);
    for (PointStruct point : points) {
      requireDimension(stored, values(point).size());
    }
    points.forEach(point -> stored.points().put(point.getId(), point));
  }

  synchronized void delete(String name, List<PointId> ids) {
    stored(name).points().keySet().removeAll(ids);
  }

  synchronized void delete(String name, Filter filter) {
    stored(name).points().values().removeIf(point -> matches(filter, point));
  }

  synchronized List<PointStruct> get(String name, List<PointId> ids) {
    Map<PointId, PointStruct> points = stored(name).points();
    return ids.stream().filter(points::containsKey).map(points::get).toList();
  }

  synchronized List<Scored> nearest(String name, List<Float> query, Filter filter, long limit) {
    Stored stored = stored(name);
    requireDimension(stored, query.size());
    List<Scored> scored = new ArrayList<>();
    for (PointStruct point : stored.points().values()) {
      if (matches(filter, point)) {
        scored.add(new Scored(point, cosine(query, values(point))));
      }
    }
    scored.sort((one, other) -> Float.compare(other.score(), one.score()));
    return scored.subList(0, (int) Math.min(limit, scored.size()));
  }

  /// All points of all collections.
  synchronized List<PointStruct> all() {
    return collections.values().stream()
        .flatMap(stored -> stored.points().values().stream())
        .toList();
  }

  synchronized CreateCollection definition(String name) {
    return stored(name).request();
  }

  private Stored stored(String name) {
    Stored stored = collections.get(name);
    if (stored == null) {
      throw failure(Status.NOT_FOUND, "Not found: Collection `" + name + "` doesn't exist!");
    }
    return stored;
  }

  private static void requireDimension(Stored stored, int dimension) {
    long expected = stored.request().getVectorsConfig().getParams().getSize();
    if (dimension != expected) {
      throw failure(
          Status.INVALID_ARGUMENT,
          "Wrong input: Vector dimension error: expected dim: " + expected + ", got " + dimension);
    }
  }

  /// Conditions of other kinds than ours are refused rather than passed over.
  private static boolean matches(Filter filter, PointStruct point) {
    if (filter.getShouldCount() > 0 || filter.getMustNotCount() > 0 || filter.hasMinShould()) {
      throw failure(Status.UNIMPLEMENTED, "only must");
    }
    return filter.getMustList().stream().allMatch(condition -> matches(condition, point));
  }

  private static boolean matches(Condition condition, PointStruct point) {
    if (condition.hasHasId()) {
      return condition.getHasId().getHasIdList().contains(point.getId());
    }
    if (condition.hasField() && condition.getField().getMatch().hasKeyword()) {
      Value value = point.getPayloadMap().get(condition.getField().getKey());
      return value != null
          && value.getStringValue().equals(condition.getField().getMatch().getKeyword());
    }
    throw failure(Status.UNIMPLEMENTED, "only keywords and ids");
  }

  private static List<Float> values(PointStruct point) {
    Vector vector = point.getVectors().getVector();
    return vector.getDense().getDataList();
  }

  private static float cosine(List<Float> one, List<Float> other) {
    double product = 0;
    double oneSquared = 0;
    double otherSquared = 0;
    for (int i = 0; i < one.size(); i++) {
      product += (double) one.get(i) * other.get(i);
      oneSquared += (double) one.get(i) * one.get(i);
      otherSquared += (double) other.get(i) * other.get(i);
    }
    return (float) (product / Math.sqrt(oneSquared * otherSquared));
  }

  private static StatusRuntimeException failure(Status status, String description) {
    return status.withDescription(description).asRuntimeException();
  }
}
