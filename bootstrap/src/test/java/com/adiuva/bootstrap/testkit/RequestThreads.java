package com.adiuva.bootstrap.testkit;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Counts the threads, virtual ones too, that work for a request or a socket's message.
public final class RequestThreads {
  private RequestThreads() {}

  /// In this process.
  ///
  /// @param folder for a file of a moment
  public static long here(Path folder) {
    try {
      Path dump = folder.resolve("threads-" + System.nanoTime());
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
      long count = in(dump);
      Files.delete(dump);
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// In another process of this user.
  ///
  /// @param folder for a file of a moment
  public static long of(long pid, Path folder) {
    Path dump = folder.resolve("threads-" + System.nanoTime());
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process command =
          new ProcessBuilder(jcmd, Long.toString(pid), "Thread.dump_to_file", dump.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (command.waitFor() != 0) {
        throw new IllegalStateException("jcmd failed");
      }
      long count = in(dump);
      Files.delete(dump);
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static long in(Path dump) throws IOException {
    try (Stream<String> lines = Files.lines(dump)) {
      return lines
          .filter(line ->
              line.startsWith("#") && (line.contains("\"chat") || line.contains("\"request-")))
          .count();
    }
  }
}
