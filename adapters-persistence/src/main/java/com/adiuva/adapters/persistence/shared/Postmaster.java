package com.adiuva.adapters.persistence.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// The process that serves a data directory, as its `postmaster.pid` names it.
final class Postmaster {
  private final long pid;
  private final Path data;

  private Postmaster(long pid, Path data) {
    this.pid = pid;
    this.data = data;
  }

  /// The live server of this data directory. A process that merely got the number of one that died
  /// is none.
  static Optional<Postmaster> of(Path data) throws IOException {
    try {
      List<String> lines = Files.readAllLines(pidFile(data));
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      Postmaster named = new Postmaster(Long.parseLong(lines.get(0).strip()), data);
      return named.isAlive() ? Optional.of(named) : Optional.empty();
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// Removes the pid file of a dead server whose number went to some other program, as happens in
  /// containers: PostgreSQL would take that for a live one for ever. Every other pid file stays: by
  /// what is in it PostgreSQL sees whether anybody still uses the directory.
  static void forgetStranger(Path data) throws IOException {
    try {
      long named = Long.parseLong(Files.readAllLines(pidFile(data)).getFirst().strip());
      if (new Postmaster(named, data).isAlive() || !ServerProcesses.of(data).isEmpty()) {
        return;
      }
      if (ProcessHandle.of(named).map(ProcessHandle::isAlive).orElse(false)) {
        Files.delete(pidFile(data));
      }
    } catch (NoSuchFileException | NumberFormatException | NoSuchElementException e) {
      // nothing is named there
    }
  }

  static Path pidFile(Path data) {
    return data.resolve("postmaster.pid");
  }

  long pid() {
    return pid;
  }

  /// Whether it runs; a zombie, which has no command line any more, does not.
  boolean isAlive() {
    List<String> command = commandLine();
    int option = command.indexOf("-D");
    return !command.isEmpty()
        && command.getFirst().endsWith("postgres")
        && option > 0
        && option + 1 < command.size()
        && command.get(option + 1).equals(data.toString());
  }

  /// Ends it as a crash would; nothing acknowledged is lost.
  void kill(Duration deadline) {
    ProcessHandle.of(pid)
        .filter(process -> isAlive())
        .ifPresent(process -> {
          process.destroyForcibly();
          try {
            process.onExit().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (ExecutionException | TimeoutException e) {
            throw new DatabaseStartException(
                "A PostgreSQL server left behind (process " + pid + ") cannot be stopped.", e);
          }
        });
  }

  private List<String> commandLine() {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      return line.isEmpty() ? List.of() : Arrays.asList(line.split("\0", -1));
    } catch (IOException e) {
      return ProcessHandle.of(pid).map(Postmaster::commandLine).orElse(List.of());
    }
  }

  /// Where there is no `/proc`.
  private static List<String> commandLine(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command ->
            Stream.concat(
                    Stream.of(command),
                    Arrays.stream(process.info().arguments().orElse(new String[0])))
                .toList())
        .orElse(List.of());
  }
}
