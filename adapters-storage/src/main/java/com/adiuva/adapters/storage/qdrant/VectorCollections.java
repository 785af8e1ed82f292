package com.adiuva.adapters.storage.qdrant;

import com.adiuva.domain.vectors.VectorSpace;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The collections on the server that are ours.
final class VectorCollections {
  /// In the payload of every item: whose it is.
  static final String USER = "user_id";

  /// Edges per point in the graph of each user; there is none across users.
  private static final int EDGES = 16;

  private final Connection connection;
  private final String prefix;
  private final Set<String> ready = ConcurrentHashMap.newKeySet();

  /// @param prefix what the names of all our collections begin with
  VectorCollections(Connection connection, String prefix) {
    this.connection = connection;
    this.prefix = prefix;
  }

  String name(VectorSpace space) {
    return prefix + space.shortName();
  }

  String cursors() {
    return prefix + "cursors";
  }

  /// The collections of spaces that there are.
  List<String> ofSpaces(Patience patience) {
    return all(patience).stream().filter(name -> !name.equals(cursors())).toList();
  }

  private List<String> all(Patience patience) {
    return connection
        .collections(patience, stub -> stub.list(ListCollectionsRequest.getDefaultInstance()))
        .getCollectionsList()
        .stream()
        .map(CollectionDescription::getName)
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  /// Writes to a collection that is created first unless it is there; also when it was deleted
  /// since this was known.
  void write(Patience patience, String collection, int dimension, Runnable write) {
    if (ready.contains(collection)) {
      try {
        write.run();
        return;
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
          throw e;
        }
      }
    }
    create(patience, collection, dimension);
    ready.add(collection);
    write.run();
  }

  /// What the call answers, or `missing` when there is no such collection.
  static <T> T ifThere(Supplier<T> call, T missing) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return missing;
      }
      throw e;
    }
  }

  /// Whoever comes second finds it done; the index over users is made anew by everybody, for the
  /// first may have stopped before it.
  private void create(Patience patience, String collection, int dimension) {
    try {
      connection.collections(patience, stub -> stub.create(collection(collection, dimension)));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        throw e;
      }
    }
    if (!collection.equals(cursors())) {
      connection.points(patience, stub -> stub.createFieldIndex(userIndex(collection)));
    }
  }

  private CreateCollection collection(String name, int dimension) {
    return CreateCollection.newBuilder()
        .setCollectionName(name)
        .setVectorsConfig(
            VectorsConfig.newBuilder()
                .setParams(
                    VectorParams.newBuilder().setSize(dimension).setDistance(Distance.Cosine)))
        .setHnswConfig(
            HnswConfigDiff.newBuilder().setM(0).setPayloadM(name.equals(cursors()) ? 0 : EDGES))
        .build();
  }

  private static CreateFieldIndexCollection userIndex(String collection) {
    return CreateFieldIndexCollection.newBuilder()
        .setCollectionName(collection)
        .setWait(true)
        .setFieldName(USER)
        .setFieldType(FieldType.FieldTypeKeyword)
        .setFieldIndexParams(
            PayloadIndexParams.newBuilder()
                .setKeywordIndexParams(KeywordIndexParams.newBuilder().setIsTenant(true)))
        .build();
  }

  /// Deletes all that are ours; the cursors first, so that they never speak of what is gone.
  void deleteAll(Patience patience) {
    delete(patience, cursors());
    for (String collection : ofSpaces(patience)) {
      delete(patience, collection);
    }
    ready.clear();
  }

  private void delete(Patience patience, String collection) {
    DeleteCollection request = DeleteCollection.newBuilder().setCollectionName(collection).build();
    boolean deleted =
        ifThere(
            () -> connection.collections(patience, stub -> stub.delete(request)).getResult(),
            false);
    if (deleted) {
      ready.remove(collection);
    }
  }
}
