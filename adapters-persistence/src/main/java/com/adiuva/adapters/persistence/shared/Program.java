package com.adiuva.adapters.persistence.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the programs of PostgreSQL, which refuse to run as root: for root they run in a user
/// namespace of their own, where root is nobody.
final class Program {
  private final List<String> command = new ArrayList<>();
  private final Path log;

  /// @param log where what the program says goes, instead of into our own output
  Program(Path executable, Path log) {
    if (isRoot()) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(executable.toString());
    this.log = log;
  }

  Program with(String... arguments) {
    command.addAll(List.of(arguments));
    return this;
  }

  /// Runs it to its end.
  ///
  /// @param input what it reads from its standard input
  /// @return its exit code, or -1 when it took longer than the deadline and was ended
  int run(Duration deadline, String input) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (var stdin = process.outputWriter()) {
      stdin.write(input);
    } catch (IOException e) {
      // It ended without reading: its exit code says why.
    }
    try {
      if (process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return -1;
  }

  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
