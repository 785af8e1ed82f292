package com.adiuva.benchmarks.records;

import ch.qos.logback.classic.Level;
import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.adapters.persistence.shared.DatabaseSettings;
import com.adiuva.adapters.persistence.shared.EmbeddedDatabase;
import com.adiuva.benchmarks.SignUp;
import com.adiuva.benchmarks.Workspace;
import com.adiuva.benchmarks.load.Api;
import com.adiuva.benchmarks.load.ClosedLoop;
import com.adiuva.benchmarks.load.Conditions;
import com.adiuva.benchmarks.load.Latencies;
import com.adiuva.benchmarks.load.Measurement;
import com.adiuva.bootstrap.Server;
import com.adiuva.bootstrap.logging.Logging;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Records created over the wire beside bare inserts and file writes on the same database and disk,
/// and pages of a long feed and a long list.
@Command(
    name = "records",
    description = "Creates beside bare INSERT and file write; pages of a long feed and list.")
public final class RecordsBenchmark implements Callable<Integer> {
  private static final int BATCH = 500;
  private static final int DEEP = 10_000;
  private static final int LIMIT = 50;
  private static final int LISTINGS = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final PrintStream report = System.out;

  @Option(names = "--connections", description = "at once (default: ${DEFAULT-VALUE})")
  private int connections = 8;

  @Option(names = "--warmup", description = "seconds of each (default: ${DEFAULT-VALUE})")
  private int warmup = 10;

  @Option(names = "--rounds", description = "measured rounds of each (default: ${DEFAULT-VALUE})")
  private int rounds = 4;

  @Option(names = "--seconds", description = "length of a round (default: ${DEFAULT-VALUE})")
  private int seconds = 5;

  @Option(names = "--changes", description = "in the long feed (default: ${DEFAULT-VALUE})")
  private long changes = 1_000_000;

  @Option(names = "--listed", description = "records of another user (default: ${DEFAULT-VALUE})")
  private long listed = 100_000;

  /// For the command line.
  public RecordsBenchmark() {}

  @Override
  public Integer call() throws Exception {
    // Lines are formatted and written as in prod, but nobody wants to read them.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    Logging.configure(Logging.Form.JSON, Level.INFO);
    report.println(Conditions.line());
    try (Workspace workspace = Workspace.create();
        Server server = Server.start(workspace.settings(Map.of()));
        Database database =
            Database.open(
                EmbeddedDatabase.attach(workspace.folder()).orElseThrow(), patient(connections))) {
      BareCreates.createTable(database);
      List<Api> users = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        users.add(Api.at(server.url(), SignUp.at(server.url(), "bench" + i + "@example.org")));
      }
      report.printf(
          "creates of %d bytes, %d connections, a user each, %d rounds of %d s, interleaved%n",
          Ciphertexts.SIZE, connections, rounds, seconds);
      Path files = workspace.folder().resolve("bare");
      creates("one at a time", 1, users, database, files);
      creates(BATCH + " at a time", BATCH, users, database, files);
      LongFeed shorter = feed(database, server, "many@example.org", listed * 10 / 9);
      shorter.plant();
      lists(shorter, listed);
      pages(feed(database, server, "long@example.org", changes));
    }
    return 0;
  }

  private static LongFeed feed(Database database, Server server, String email, long changes)
      throws Exception {
    Api api = Api.at(server.url(), SignUp.at(server.url(), email));
    return new LongFeed(database, api, email, changes);
  }

  private void creates(String name, int batch, List<Api> users, Database database, Path files)
      throws Exception {
    ClosedLoop.Worker bare = i -> new BareCreates(database, files.resolve(batch + "-" + i), batch);
    ClosedLoop.Worker ours = i -> new HttpCreates(users.get(i), batch);
    ClosedLoop.run(connections, Duration.ofSeconds(warmup), bare);
    ClosedLoop.run(connections, Duration.ofSeconds(warmup), ours);
    Measurement bareTotal = Measurement.none();
    Measurement oursTotal = Measurement.none();
    for (int round = 0; round < rounds; round++) {
      Duration length = Duration.ofSeconds(seconds);
      bareTotal = bareTotal.plus(ClosedLoop.run(connections, length, bare));
      oursTotal = oursTotal.plus(ClosedLoop.run(connections, length, ours));
    }
    report.printf("%n%s%n", name);
    row("bare INSERT and file", bareTotal, batch);
    row("ours", oursTotal, batch);
    report.printf(
        "ratio (ours / bare) %.2f%n",
        oursTotal.requestsPerSecond() / bareTotal.requestsPerSecond());
  }

  private void row(String name, Measurement measurement, int batch) {
    report.printf(
        "%-22s %8.0f records/s   p50 %8.2f ms   p99 %8.2f ms%n",
        name,
        measurement.requestsPerSecond() * batch,
        measurement.latencies().millis(0.5),
        measurement.latencies().millis(0.99));
  }

  private void pages(LongFeed feed) throws Exception {
    long began = System.nanoTime();
    UUID user = feed.plant();
    report.printf(
        "%n%d changes, planted in %.0f s; pages read one at a time%n",
        changes, (System.nanoTime() - began) / 1e9);
    Latencies ours = new Latencies();
    Latencies bare = new Latencies();
    feed.follow(user, ours, bare);
    latencies("bare SELECT of 500", bare);
    latencies("feed page of 500", ours);
    report.printf("ratio of p50 (ours / bare) %.2f%n", ours.millis(0.5) / bare.millis(0.5));
    lists(feed, changes * 9 / 10);
  }

  private void lists(LongFeed feed, long records) throws Exception {
    int last = (int) Math.min(DEEP, records / LIMIT);
    feed.list(1, LIMIT, 50);
    Latencies first = feed.list(1, LIMIT, LISTINGS);
    Latencies deep = feed.list(last, LIMIT, LISTINGS);
    report.printf("%nlisting %d records, %d a page%n", records, LIMIT);
    latencies("page 1", first);
    latencies("page " + last, deep);
    report.printf("ratio of p50 (deep / first) %.2f%n", deep.millis(0.5) / first.millis(0.5));
  }

  private void latencies(String name, Latencies latencies) {
    report.printf(
        "%-22s p50 %8.2f ms   p99 %8.2f ms   (%d pages)%n",
        name, latencies.millis(0.5), latencies.millis(0.99), latencies.count());
  }

  /// Planting takes longer than any request may.
  private static DatabaseSettings patient(int connections) {
    return new DatabaseSettings(connections, PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE);
  }
}
