package com.adiuva.adapters.storage.qdrant;

import static com.adiuva.adapters.storage.qdrant.VectorCollections.ifThere;

import com.adiuva.domain.accounts.UserId;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.VectorsFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far each user was followed: a point for each in a collection of their own, where no search
/// comes. Remembered for a few seconds, not longer: another process may have everything forgotten.
final class Cursors {
  private static final int REMEMBERED = 10_000;
  private static final long REMEMBERED_NANOS = Duration.ofSeconds(5).toNanos();
  private static final String CURSOR = "cursor";

  private final Connection connection;
  private final VectorCollections collections;
  private final Map<UserId, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, Known> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Known(long to, long since) {}

  Cursors(Connection connection, VectorCollections collections) {
    this.connection = connection;
    this.collections = collections;
  }

  long followedTo(Patience patience, UserId user) {
    Known remembered = remembered(user);
    if (remembered != null && System.nanoTime() - remembered.since() < REMEMBERED_NANOS) {
      return remembered.to();
    }
    GetPoints request =
        GetPoints.newBuilder()
            .setCollectionName(collections.cursors())
            .addIds(PointIdFactory.id(user.value()))
            .setWithPayload(WithPayloadSelectorFactory.enable(true))
            .build();
    GetResponse answer =
        ifThere(
            () -> connection.points(patience, stub -> stub.get(request)),
            GetResponse.getDefaultInstance());
    long to =
        answer.getResultCount() == 0
            ? 0
            : answer.getResult(0).getPayloadOrThrow(CURSOR).getIntegerValue();
    remember(user, to);
    return to;
  }

  void followed(Patience patience, UserId user, long to) {
    forget(user);
    UpsertPoints request =
        UpsertPoints.newBuilder()
            .setCollectionName(collections.cursors())
            .setWait(true)
            .addPoints(
                PointStruct.newBuilder()
                    .setId(PointIdFactory.id(user.value()))
                    .setVectors(VectorsFactory.vectors(1f))
                    .putPayload(CURSOR, ValueFactory.value(to)))
            .build();
    collections.write(
        patience,
        collections.cursors(),
        1,
        () -> connection.points(patience, stub -> stub.upsert(request)));
    remember(user, to);
  }

  void delete(Patience patience, UserId user) {
    forget(user);
    DeletePoints request =
        DeletePoints.newBuilder()
            .setCollectionName(collections.cursors())
            .setWait(true)
            .setPoints(
                PointsSelector.newBuilder()
                    .setPoints(PointsIdsList.newBuilder().addIds(PointIdFactory.id(user.value()))))
            .build();
    ifThere(() -> connection.points(patience, stub -> stub.delete(request)).hasResult(), false);
  }

  private synchronized @Nullable Known remembered(UserId user) {
    return known.get(user);
  }

  private synchronized void remember(UserId user, long to) {
    known.put(user, new Known(to, System.nanoTime()));
  }

  private synchronized void forget(UserId user) {
    known.remove(user);
  }

  synchronized void forgetAll() {
    known.clear();
  }
}
