package com.adiuva.benchmarks.backups;

import com.adiuva.benchmarks.SignUp;
import com.adiuva.benchmarks.Workspace;
import com.adiuva.benchmarks.load.Api;
import com.adiuva.benchmarks.load.ByteSize;
import com.adiuva.benchmarks.load.ClosedLoop;
import com.adiuva.benchmarks.load.Conditions;
import com.adiuva.benchmarks.load.RefusedException;
import com.adiuva.bootstrap.testkit.ServerProcess;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Backups uploaded and downloaded at the same time, through a server with a small heap, beside the
/// same bytes copied and hashed by plain code with the same parallelism.
@Command(
    name = "backup",
    description = "Parallel backups up and down beside plain copy-and-hash; memory above idle.")
public final class BackupBenchmark implements Callable<Integer> {
  private static final Duration REST = Duration.ofSeconds(10);
  private static final double MB = 1e6;
  private static final int ATTEMPTS = 5;

  @Option(
      names = "--size",
      converter = ByteSize.Converter.class,
      description = "of each backup (default: ${DEFAULT-VALUE})",
      defaultValue = "1g")
  private ByteSize size = new ByteSize(1L << 30);

  @Option(names = "--parallel", description = "at once (default: ${DEFAULT-VALUE})")
  private int parallel = 8;

  @Option(names = "--heap", description = "of the server (default: ${DEFAULT-VALUE})")
  private String heap = "256m";

  @Option(names = "--java-option", description = "more for the server's JVM")
  private List<String> javaOptions = new ArrayList<>();

  /// For the command line.
  public BackupBenchmark() {}

  @Override
  public Integer call() throws Exception {
    try (Workspace workspace = Workspace.create()) {
      long needed = size.bytes() * parallel;
      long free = Files.getFileStore(workspace.folder()).getUsableSpace();
      if (free < needed + (needed >> 3)) {
        System.out.printf(
            "%s has %.1f GB free, not enough for %d backups of %.2f GB%n",
            workspace.folder(), free / 1e9, parallel, size.bytes() / 1e9);
        return 1;
      }
      System.out.println(Conditions.line());
      System.out.printf(
          "%d at once, %.0f MB each; MB are 10^6 bytes%n", parallel, size.bytes() / MB);
      measure(workspace.folder());
    }
    return 0;
  }

  private void measure(Path folder) throws Exception {
    long began = System.nanoTime();
    List<String> checksums = each(i -> PlainCopy.write(file(folder, i), content(i)));
    double plainUp = speed("copy, hash, flush", began);
    began = System.nanoTime();
    List<String> read = each(i -> PlainCopy.read(file(folder, i)));
    double plainDown = speed("read, hash", began);
    require(read, checksums);
    for (int i = 0; i < parallel; i++) {
      Files.delete(file(folder, i));
    }
    Path data = Files.createDirectory(folder.resolve("data"));
    try (ServerProcess server = ServerProcess.serve(data, environment(), options());
        ResidentMemory memory = new ResidentMemory(server.pid())) {
      BackupClient client =
          new BackupClient(Api.at(server.url(), SignUp.at(server.url(), "bench@example.org")));
      long idle = memory.afterRest(REST);
      System.out.printf("server with %s: %.0f MB when idle%n", options(), idle / MB);
      memory.takePeak();

      began = System.nanoTime();
      List<String> stored = each(i -> upload(client, i, checksums.get(i)));
      double up = speed("uploads", began);
      memory("uploads", memory.takePeak(), idle);
      memory.afterRest(REST);
      memory.takePeak();

      began = System.nanoTime();
      List<String> downloaded =
          each(i -> {
            String checksum = client.download(stored.get(i));
            client.delete(stored.get(i));
            return checksum;
          });
      double down = speed("downloads", began);
      memory("downloads", memory.takePeak(), idle);
      require(downloaded, checksums);
      System.out.printf("all %d verified%n", parallel);
      System.out.printf(
          "ratio (ours / plain)  up %.2f   down %.2f%n", up / plainUp, down / plainDown);
    }
  }

  /// Sends again what an overloaded machine refused, and says so.
  private String upload(BackupClient client, int index, String checksum) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        return client.upload(index, size.bytes(), checksum, content(index));
      } catch (RefusedException e) {
        if (e.status() != 503 || attempt == ATTEMPTS) {
          throw e;
        }
        System.out.println("an upload is sent again, for it was " + e.getMessage());
      }
    }
  }

  private static void require(List<String> actual, List<String> expected) {
    if (!actual.equals(expected)) {
      throw new IllegalStateException("other bytes came back than were stored");
    }
  }

  private Path file(Path folder, int index) {
    return folder.resolve("plain-" + index);
  }

  private InputStream content(int index) {
    return new SeededStream(index, size.bytes());
  }

  private interface Task<T> {
    T run(int index) throws Exception;
  }

  private <T> List<T> each(Task<T> task) throws InterruptedException {
    List<Callable<T>> tasks = new ArrayList<>();
    for (int i = 0; i < parallel; i++) {
      int index = i;
      tasks.add(() -> task.run(index));
    }
    return ClosedLoop.atOnce(tasks);
  }

  private double speed(String what, long began) {
    double seconds = (System.nanoTime() - began) / 1e9;
    double speed = size.bytes() * parallel / MB / seconds;
    System.out.printf("%-20s %8.0f MB/s   (%.1f s)%n", what, speed, seconds);
    return speed;
  }

  private static void memory(String what, long peak, long idle) {
    System.out.printf(
        "%-20s %8.0f MB at most, %.0f MB above idle%n", what, peak / MB, (peak - idle) / MB);
  }

  private static Map<String, String> environment() {
    return Map.of("DEFAULT_TIER", "team", "BLOB_STORE", "filesystem");
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(List.of("-Xmx" + heap));
    options.addAll(javaOptions);
    return options;
  }
}
