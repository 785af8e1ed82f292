package com.adiuva.bootstrap.campaigns;

import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Kills the server in the middle of creates, updates, deletes, batches and backups, starts it
/// again on what the kill left behind, and checks that everything acknowledged is there, byte for
/// byte, that there is nothing else, and that rows, ledger and blobs agree.
///
/// @param seed decides what is written and after how many answers each kill comes
/// @param cycles how often
/// @param store where the blobs are, which outlives the server
public record StorageKillsCampaign(long seed, int cycles, Store store) {
  private static final int WRITERS = 6;
  private static final int MOST_ANSWERS = 150;
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final String EMAIL = "campaign@example.org";
  private static final String PASSWORD = "survives a kill -9";

  /// A blob store as the server is told of it, and as it looks from beside.
  ///
  /// @param blobs counts everything that is in it, of a server with this folder
  public record Store(Map<String, String> settings, Count blobs) {

    /// Files under `DATA_DIR`.
    public static Store files() {
      return new Store(Map.of(), StorageKillsCampaign::files);
    }
  }

  /// Counts what is in a blob store.
  @FunctionalInterface
  public interface Count {
    long in(Path dataDir) throws IOException;
  }

  /// What goes on from one life of the server to the next.
  private record Memory(
      Follower follower, List<KillWriter> writers, BackupWriter backups, Random random) {}

  /// Runs the campaign.
  ///
  /// @param dataDir empty
  /// @param report hears one line a cycle
  /// @throws AssertionError when anything was lost, altered or left over
  public void run(Path dataDir, Consumer<String> report) throws IOException, InterruptedException {
    Random random = new Random(seed);
    List<KillWriter> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new KillWriter(new Random(random.nextLong())));
    }
    BackupWriter backups = new BackupWriter(new Random(random.nextLong()));
    Memory memory = new Memory(new Follower(), writers, backups, random);
    for (int cycle = 0; cycle <= cycles; cycle++) {
      try (ServerProcess server = ServerProcess.serve(dataDir, settings());
          ApiClient api = new ApiClient(server.url())) {
        StorageClient client = new StorageClient(api, signIn(api, cycle));
        if (cycle > 0) {
          check(client, memory, dataDir);
        }
        if (cycle < cycles) {
          int killAfter = 1 + random.nextInt(MOST_ANSWERS);
          warmUp(client, random);
          int answers = writeUntilKilled(server, client, memory, killAfter);
          report.accept("cycle %d: killed after %d answers".formatted(cycle, answers));
        }
      }
    }
    checkStore(dataDir, settings());
    int known = writers.stream().mapToInt(KillWriter::size).sum();
    report.accept("%d kills survived, %d records known in the end".formatted(cycles, known));
  }

  private Map<String, String> settings() {
    Map<String, String> all = new HashMap<>(store.settings());
    all.put("TRUSTED_PROXIES", "127.0.0.1");
    all.put("BCRYPT_COST", "4");
    all.put("DEFAULT_TIER", "team");
    return all;
  }

  private static String signIn(ApiClient api, int cycle) throws IOException, InterruptedException {
    String address = "10.2.%d.%d".formatted(cycle / 250, 1 + cycle % 250);
    return StorageClient.patiently(() ->
            cycle == 0
                ? StorageClient.expect(201, api.register(EMAIL, PASSWORD, address))
                : StorageClient.expect(200, api.login(EMAIL, PASSWORD, address)))
        .text("access_token");
  }

  /// A server that has just started may put the first ones off.
  private static void warmUp(StorageClient client, Random random)
      throws IOException, InterruptedException {
    Content content = Content.random(random, 100);
    StorageClient.patiently(
        () -> StorageClient.expect(201, client.create(null, "warm-up", content)));
  }

  /// One request of a writer.
  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  /// @return how many requests were answered; fewer than wanted when the server put one off
  private static int writeUntilKilled(
      ServerProcess server, StorageClient client, Memory memory, int killAfter)
      throws InterruptedException {
    CountDownLatch enough = new CountDownLatch(killAfter);
    AtomicInteger answers = new AtomicInteger();
    List<Callable<?>> tasks = new ArrayList<>();
    for (KillWriter writer : memory.writers()) {
      tasks.add(() -> untilBroken(() -> writer.step(client), enough, answers));
    }
    tasks.add(() -> untilBroken(() -> memory.backups().step(client), enough, answers));
    tasks.add(() -> {
      if (!enough.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the server answers too slowly:\n" + server.output());
      }
      server.kill();
      return null;
    });
    Crew.run(DEADLINE, tasks);
    return answers.get();
  }

  private static Void untilBroken(Step step, CountDownLatch enough, AtomicInteger answers)
      throws InterruptedException {
    while (true) {
      try {
        step.run();
      } catch (StorageClient.Busy e) {
        while (enough.getCount() > 0) {
          enough.countDown(); // what became of that request is seen after the kill
        }
        return null;
      } catch (IOException e) {
        if (enough.getCount() > 0) {
          throw new AssertionError("the server broke off before it was killed", e);
        }
        return null;
      }
      answers.incrementAndGet();
      enough.countDown();
    }
  }

  private void check(StorageClient client, Memory memory, Path dataDir)
      throws IOException, InterruptedException {
    try (Books books = Books.besideServer(dataDir)) {
      if (books.pending() != 0) {
        throw new AssertionError(books.pending() + " uploads of the dead are still pending");
      }
      memory.follower().catchUp(client, memory.random());
      for (KillWriter writer : memory.writers()) {
        writer.learn(memory.follower().state());
      }
      Map<UUID, RecordState> listing = client.list();
      memory.follower().compareWith(listing);
      for (RecordState record : listing.values()) {
        client.checkBytes(record);
      }
      memory.backups().learn(client);
      awaitSweep(books);
      count(books, store.blobs().in(dataDir));
    }
    checkStore(dataDir, settings());
  }

  private static void awaitSweep(Books books) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (books.due() > 0) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(books.due() + " blobs should have been removed");
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  /// Every row has its blob, and every other one waits to be removed.
  private static void count(Books books, long stored) {
    if (stored < books.blobs() || stored > books.blobs() + books.removals()) {
      throw new AssertionError(
          "%d blobs, %d rows, %d to be removed".formatted(stored, books.blobs(), books.removals()));
    }
  }

  private static long files(Path dataDir) throws IOException {
    try (Stream<Path> all = Files.walk(dataDir.resolve("blobs"))) {
      return all.filter(Files::isRegularFile).filter(file -> !file.endsWith("lock")).count();
    }
  }

  /// Runs `storage check`, which must find nothing.
  static void checkStore(Path dataDir, Map<String, String> settings)
      throws IOException, InterruptedException {
    try (ServerProcess check = ServerProcess.launch("storage check", dataDir, settings)) {
      if (check.exitCode() != 0 || !check.output().contains("Rows, ledger and blobs agree.")) {
        throw new AssertionError("storage check: " + check.output());
      }
    }
  }
}
