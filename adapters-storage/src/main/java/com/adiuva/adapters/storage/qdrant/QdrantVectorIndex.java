package com.adiuva.adapters.storage.qdrant;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem.VectorsUnavailable;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorChange;
import com.adiuva.domain.vectors.VectorChange.Point;
import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorSpace;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Points.PointStruct;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An index on a Qdrant server.
final class QdrantVectorIndex implements VectorIndex {
  private final Connection connection;
  private final VectorCollections collections;
  private final Cursors cursors;
  private final Items items;
  private final UserLocks locks = new UserLocks();

  /// Waits for no connection.
  ///
  /// @param prefix what the names of all its collections begin with
  QdrantVectorIndex(QdrantSettings settings, String prefix) {
    connection = new Connection(settings);
    collections = new VectorCollections(connection, prefix);
    cursors = new Cursors(connection, collections);
    items = new Items(connection, collections);
  }

  @Override
  public long followedTo(UserId user) {
    return answer(patience -> cursors.followedTo(patience, user));
  }

  @Override
  public void follow(UserId user, List<VectorChange> changes, long to) {
    alone(
        user,
        patience -> {
          takeOver(patience, user, changes);
          cursors.followed(patience, user, to);
        });
  }

  private void takeOver(Patience patience, UserId user, List<VectorChange> changes) {
    Map<VectorSpace, List<PointStruct>> put = new LinkedHashMap<>();
    for (VectorChange change : changes) {
      Point point = change.point();
      if (point != null) {
        put.computeIfAbsent(point.space(), space -> new ArrayList<>())
            .add(Items.point(user, change.id(), point));
      }
    }
    for (String collection :
        changes.isEmpty() ? List.<String>of() : collections.ofSpaces(patience)) {
      items.delete(
          patience,
          user,
          collection,
          changes.stream().filter(change -> !liesIn(change.point(), collection)).toList());
    }
    put.forEach((space, points) -> items.put(patience, user, space, points));
  }

  private boolean liesIn(@Nullable Point point, String collection) {
    return point != null && collections.name(point.space()).equals(collection);
  }

  @Override
  public List<Hit> search(UserId user, VectorSpace space, Embedding query, int limit) {
    return answer(patience -> items.search(patience, user, space, query, limit));
  }

  /// The cursor goes first, so that it never speaks of what is gone.
  @Override
  public void forget(UserId user) {
    alone(
        user,
        patience -> {
          cursors.delete(patience, user);
          for (String collection : collections.ofSpaces(patience)) {
            items.deleteAll(patience, user, collection);
          }
        });
  }

  @Override
  public void clear() {
    answer(patience -> {
      cursors.forgetAll();
      collections.deleteAll(patience);
      cursors.forgetAll();
      return true;
    });
  }

  private interface Operation {
    void run(Patience patience);
  }

  private void alone(UserId user, Operation operation) {
    answer(patience -> {
      locks.alone(user, patience, () -> operation.run(patience));
      return true;
    });
  }

  /// What a collection that comes and goes meanwhile makes fail succeeds when it is done again.
  private static <T> T answer(Function<Patience, T> operation) {
    try {
      return operation.apply(new Patience());
    } catch (StatusRuntimeException e) {
      throw new ProblemException(new VectorsUnavailable(), e);
    }
  }

  @Override
  public boolean isAnswering() {
    return connection.isAnswering();
  }

  @Override
  public void close() {
    connection.close();
  }
}
