package com.adiuva.benchmarks.vectors;

import com.adiuva.domain.vectors.Embedding;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Compares with every vector, in memory, in one thread: exact, and what an index has to beat.
final class BruteForce {
  private static final Comparator<Found> WORST_FIRST = Comparator.comparingDouble(Found::score);

  private final float[][] vectors;

  BruteForce(List<Embedding> vectors) {
    this.vectors = vectors.stream().map(Embedding::normalized).toArray(float[][]::new);
  }

  private record Found(int index, float score) {}

  /// The places of the nearest vectors.
  List<Integer> search(Embedding query, int limit) {
    float[] unit = query.normalized();
    PriorityQueue<Found> best = new PriorityQueue<>(WORST_FIRST);
    for (int i = 0; i < vectors.length; i++) {
      float score = dot(unit, vectors[i]);
      if (best.size() < limit) {
        best.add(new Found(i, score));
      } else if (score > best.element().score()) {
        best.remove();
        best.add(new Found(i, score));
      }
    }
    return best.stream().map(Found::index).toList();
  }

  /// Four sums at once, for the processor adds them at the same time.
  private static float dot(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
    }
    for (; i < a.length; i++) {
      s0 = Math.fma(a[i], b[i], s0);
    }
    return s0 + s1 + s2 + s3;
  }
}
