package com.adiuva.bootstrap.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The program as an operator runs it: `java -jar adiuva.jar COMMAND` in a process of its own, with
/// an environment of its own.
public final class ServerProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("(http://[^\\s\"]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// A short life is best begun with little compilation, and with classes from an archive.
  private static final List<String> SHORT_LIVED =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:SharedArchiveFile=" + home().resolve("tests.jsa"),
          "-Xshare:auto",
          "-Xlog:cds*=off",
          "-Xlog:aot*=off");

  /// A server that was ready leaves the archive behind when it ends, where there is none yet.
  private static final List<String> SHORT_LIVED_SERVER =
      Stream.concat(SHORT_LIVED.stream(), Stream.of("-XX:+AutoCreateSharedArchive")).toList();

  private final Process process;
  private final List<String> output = new ArrayList<>();
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final List<Thread> readers;

  private ServerProcess(Process process) {
    this.process = process;
    readers =
        List.of(
            reader(() -> read(process.getInputStream(), true)),
            reader(() -> read(process.getErrorStream(), false)));
    var _ =
        process
            .onExit()
            .thenRun(() -> ready.completeExceptionally(new IOException("it exited:\n" + output())));
  }

  /// Starts `serve` on a free port and waits until it says that it is ready.
  ///
  /// @param environment on top of `HOST` and `PORT`, and of limits that no user reaches
  public static ServerProcess serve(Path dataDir, Map<String, String> environment)
      throws IOException, InterruptedException {
    return serve(dataDir, environment, SHORT_LIVED_SERVER);
  }

  /// The same with other options of the JVM than those that suit a short life.
  public static ServerProcess serve(
      Path dataDir, Map<String, String> environment, List<String> javaOptions)
      throws IOException, InterruptedException {
    ServerProcess server = launch("serve", dataDir, environment, javaOptions);
    server.url();
    return server;
  }

  /// Starts a command and does not wait.
  ///
  /// @param command with its arguments, separated by spaces
  public static ServerProcess launch(String command, Path dataDir, Map<String, String> environment)
      throws IOException {
    return launch(command, dataDir, environment, SHORT_LIVED);
  }

  private static ServerProcess launch(
      String command, Path dataDir, Map<String, String> environment, List<String> javaOptions)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(javaOptions);
    line.add("--enable-native-access=ALL-UNNAMED");
    line.add("-jar");
    line.add(home().resolve("adiuva.jar").toString());
    line.addAll(List.of(command.split(" ")));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.directory(dataDir.toFile());
    Map<String, String> variables = builder.environment();
    variables.clear();
    variables.put("PATH", String.valueOf(System.getenv("PATH")));
    variables.put("HOST", "127.0.0.1");
    variables.put("PORT", "0");
    variables.put("DATA_DIR", dataDir.toString());
    // One user of a campaign does the work of many.
    variables.put("RATE_LIMIT_WINDOW_MILLIS", "1");
    variables.putAll(environment);
    return new ServerProcess(builder.start());
  }

  private static Path home() {
    String home = System.getProperty("adiuva.home");
    if (home == null) {
      throw new IllegalStateException("adiuva.home must name the folder of the built program");
    }
    return Path.of(home);
  }

  /// Where it answers; waits until it is ready.
  public String url() throws IOException, InterruptedException {
    try {
      return ready.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IOException("the server did not become ready:\n" + output(), e);
    }
  }

  /// `kill -9` of the program, not of its database.
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /// SIGTERM; does not wait.
  public void terminate() {
    // Through its handle: Process.destroy would also close the streams, and its last words be lost.
    process.toHandle().destroy();
  }

  /// Waits for its end and for everything it printed.
  ///
  /// @return the exit code
  public int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("it does not end:\n" + output());
    }
    for (Thread reader : readers) {
      if (!reader.join(PATIENCE)) {
        throw new IOException("something it started still holds its output:\n" + output());
      }
    }
    return process.exitValue();
  }

  public long pid() {
    return process.pid();
  }

  /// Everything it printed so far, both streams.
  public String output() {
    synchronized (output) {
      return String.join("\n", output);
    }
  }

  /// Not a virtual thread: one that waits for a pipe keeps its carrier, of which there are few.
  private static Thread reader(Runnable work) {
    return Thread.ofPlatform().daemon().name("output").start(work);
  }

  private void read(InputStream stream, boolean announces) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          output.add(line);
        }
        Matcher url = READY.matcher(line);
        if (announces && line.contains("ready") && url.find()) {
          ready.complete(url.group(1));
        }
      }
    } catch (IOException e) {
      // A process that ends may have its pipe closed under its reader: whoever still waits for it
      // to be ready hears of it.
      ready.completeExceptionally(e);
    }
  }

  /// Stops it gracefully, forcibly when that takes too long.
  @Override
  public void close() {
    terminate();
    try {
      if (process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
