package com.adiuva.adapters.persistence.shared;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The processes that work on a data directory: a server and all it forked, whose working directory
/// it is. When a server is killed, what it forked may go on writing for a while.
///
/// Found through `/proc`; where there is none, nobody is found and PostgreSQL's own guard, its
/// `postmaster.pid`, is what is left.
final class ServerProcesses {
  private static final Path PROC = Path.of("/proc");
  private static final Duration GRACE = Duration.ofMillis(500);
  private static final Duration END = Duration.ofSeconds(5);
  private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

  private ServerProcesses() {}

  /// Waits until no process works on the directory, whose server is dead. They notice that
  /// themselves at once unless they are busy; those are killed.
  ///
  /// @throws DatabaseStartException when one does not end
  static void endAllOf(Path data) throws IOException {
    if (areGoneWithin(GRACE, data)) {
      return;
    }
    for (long pid : of(data)) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    if (!areGoneWithin(END, data)) {
      throw new DatabaseStartException(
          "Processes of a PostgreSQL server left behind (" + of(data) + ") cannot be stopped.");
    }
  }

  static List<Long> of(Path data) throws IOException {
    List<Long> pids = new ArrayList<>();
    if (!Files.isDirectory(PROC)) {
      return pids;
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (worksOn(data, process)) {
          pids.add(Long.parseLong(process.getFileName().toString()));
        }
      }
    }
    return pids;
  }

  /// By its name too: somebody's shell may be in there. A zombie has no working directory.
  private static boolean worksOn(Path data, Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(data)
          && Files.readString(process.resolve("comm")).strip().equals("postgres");
    } catch (IOException e) {
      return false; // it has ended, or is another user's
    }
  }

  private static boolean areGoneWithin(Duration time, Path data) throws IOException {
    long deadline = System.nanoTime() + time.toNanos();
    while (!of(data).isEmpty()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }
}
