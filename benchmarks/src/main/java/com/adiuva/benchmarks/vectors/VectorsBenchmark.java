package com.adiuva.benchmarks.vectors;

import com.adiuva.adapters.storage.lucene.EmbeddedVectorIndexFactory;
import com.adiuva.benchmarks.Workspace;
import com.adiuva.benchmarks.load.Conditions;
import com.adiuva.benchmarks.load.Latencies;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorChange;
import com.adiuva.domain.vectors.VectorId;
import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Recall and latency of the embedded index beside an exact scan, the queries of both by turns.
@Command(
    name = "vectors",
    description = "Recall@10 and search of the embedded index beside a brute-force scan.")
public final class VectorsBenchmark implements Callable<Integer> {
  private static final int PORTION = 500;
  private static final int TOP = 10;
  private static final int WARM_UP = 500;

  @Option(names = "--count", description = "vectors (default: ${DEFAULT-VALUE})")
  private int count = 20_000;

  @Option(names = "--dimension", description = "of each (default: ${DEFAULT-VALUE})")
  private int dimension = 384;

  @Option(names = "--queries", description = "measured (default: ${DEFAULT-VALUE})")
  private int queries = 1_000;

  @Option(names = "--seed", description = "of the vectors (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  /// For the command line.
  public VectorsBenchmark() {}

  @Override
  public Integer call() throws Exception {
    System.out.println(Conditions.line());
    System.out.printf(
        "%d vectors of %d numbers, one user, %d queries for %d, one at a time, seed %d%n",
        count, dimension, queries, TOP, seed);
    for (Shape shape : Shape.values()) {
      try (Workspace workspace = Workspace.create();
          VectorIndex index =
              new EmbeddedVectorIndexFactory().create(name -> null, workspace.folder())) {
        measure(shape, index);
      }
    }
    return 0;
  }

  private void measure(Shape shape, VectorIndex index) {
    UserId user = new UserId(new UUID(seed, shape.ordinal()));
    List<Embedding> all = shape.sample(count + WARM_UP + queries, dimension, new Random(seed));
    List<Embedding> stored = all.subList(0, count);
    BruteForce exact = new BruteForce(stored);
    long began = System.nanoTime();
    for (int from = 0; from < count; from += PORTION) {
      int to = Math.min(count, from + PORTION);
      index.follow(user, changes(stored, from, to), to);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "%n%s: indexed in %.1f s, %.0f vectors/s%n",
        shape.name().toLowerCase(Locale.ROOT), seconds, count / seconds);

    VectorSpace space = VectorSpace.ofEmbeddings(dimension);
    Latencies ours = new Latencies();
    Latencies scan = new Latencies();
    long right = 0;
    for (int i = count; i < all.size(); i++) {
      Embedding query = all.get(i);
      long start = System.nanoTime();
      List<VectorIndex.Hit> hits = index.search(user, space, query, TOP);
      long between = System.nanoTime();
      List<Integer> nearest = exact.search(query, TOP);
      long end = System.nanoTime();
      if (i >= count + WARM_UP) {
        ours.record(between - start);
        scan.record(end - between);
        right += hits.stream().filter(hit -> nearest.contains(place(hit.id()))).count();
      }
    }
    row("brute-force scan", scan);
    row("index", ours);
    System.out.printf(
        "recall@%d %.4f   ratio of p50 (index / scan) %.2f%n",
        TOP, right / (double) (TOP * queries), ours.millis(0.5) / scan.millis(0.5));
  }

  private static List<VectorChange> changes(List<Embedding> vectors, int from, int to) {
    List<VectorChange> changes = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      Embedding vector = vectors.get(i);
      changes.add(
          new VectorChange(
              new VectorId(String.valueOf(i)),
              new VectorChange.Point(VectorSpace.ofEmbeddings(vector.dimension()), vector)));
    }
    return changes;
  }

  private static int place(VectorId id) {
    return Integer.parseInt(id.value());
  }

  private static void row(String name, Latencies latencies) {
    System.out.printf(
        "%-20s p50 %7.3f ms   p99 %7.3f ms%n", name, latencies.millis(0.5), latencies.millis(0.99));
  }
}
