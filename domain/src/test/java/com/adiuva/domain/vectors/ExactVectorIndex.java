package com.adiuva.domain.vectors;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.vectors.VectorChange.Point;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keeps everything in memory and compares with all of it: a fake that passes the contract, for
/// tests of what stands above the port, and the truth that an approximate index is measured by.
public final class ExactVectorIndex implements VectorIndex {
  private final Map<UserId, Map<VectorId, Point>> points = new HashMap<>();
  private final Map<UserId, Long> followed = new HashMap<>();

  @Override
  public synchronized long followedTo(UserId user) {
    return followed.getOrDefault(user, 0L);
  }

  @Override
  public synchronized void follow(UserId user, List<VectorChange> changes, long to) {
    Map<VectorId, Point> mine = points.computeIfAbsent(user, fresh -> new HashMap<>());
    for (VectorChange change : changes) {
      Point point = change.point();
      if (point == null) {
        mine.remove(change.id());
      } else {
        mine.put(
            change.id(), new Point(point.space(), new Embedding(point.embedding().normalized())));
      }
    }
    followed.put(user, to);
  }

  @Override
  public synchronized List<Hit> search(UserId user, VectorSpace space, Embedding query, int limit) {
    float[] target = query.normalized();
    return points.getOrDefault(user, Map.of()).entrySet().stream()
        .filter(item -> item.getValue().space().equals(space))
        .map(item -> new Hit(item.getKey(), score(target, item.getValue().embedding().values())))
        .sorted(Comparator.comparingDouble(Hit::score).reversed())
        .limit(limit)
        .toList();
  }

  private static double score(float[] one, float[] other) {
    double cosine = 0;
    for (int i = 0; i < one.length; i++) {
      cosine += (double) one[i] * other[i];
    }
    return Math.clamp((1 + cosine) / 2, 0, 1);
  }

  @Override
  public synchronized void forget(UserId user) {
    points.remove(user);
    followed.remove(user);
  }

  @Override
  public synchronized void clear() {
    points.clear();
    followed.clear();
  }

  @Override
  public boolean isAnswering() {
    return true;
  }

  @Override
  public void close() {}
}
