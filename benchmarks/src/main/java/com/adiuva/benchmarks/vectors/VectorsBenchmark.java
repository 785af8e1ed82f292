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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
              new EmbeddedVectorIndexFactory()
                  .create(name -> null, workspace.folder().toString())) {
        measure(shape, index);
      }
    }
    return 0;
  }

  private void measure(Shape shape, VectorIndex index) {
    UserId user = new UserId(new UUID(seed, shape.name().hashCode()));
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
    Timed ours = new Timed();
    Timed scan = new Timed();
    long right = 0;
    for (int i = count; i < all.size(); i++) {
      Embedding query = all.get(i);
      boolean counts = i >= count + WARM_UP;
      List<VectorIndex.Hit> hits = ours.run(counts, () -> index.search(user, space, query, TOP));
      List<Integer> nearest = scan.run(counts, () -> exact.search(query, TOP));
      if (counts) {
        right += hits.stream().filter(hit -> nearest.contains(place(hit.id()))).count();
      }
    }
    scan.print("brute-force scan");
    ours.print("index");
    System.out.printf(
        "recall@%d %.4f   ratio (index / scan) of p50 %.2f, of processor time %.2f%n",
        TOP,
        right / (double) (TOP * queries),
        ours.latencies.millis(0.5) / scan.latencies.millis(0.5),
        ours.processorNanos / (double) scan.processorNanos);
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

  /// Beside how long a search took, how much of a core: another program's work is not in that.
  private static final class Timed {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Latencies latencies = new Latencies();
    private long processorNanos;

    <T> T run(boolean counts, Supplier<T> search) {
      long processor = THREADS.getCurrentThreadCpuTime();
      long began = System.nanoTime();
      T found = search.get();
      if (counts) {
        latencies.record(System.nanoTime() - began);
        processorNanos += THREADS.getCurrentThreadCpuTime() - processor;
      }
      return found;
    }

    void print(String name) {
      System.out.printf(
          "%-20s p50 %7.3f ms   p99 %7.3f ms   processor %7.3f ms each%n",
          name,
          latencies.millis(0.5),
          latencies.millis(0.99),
          processorNanos / 1e6 / latencies.count());
    }
  }
}
