package com.adiuva.bootstrap;

import ch.qos.logback.classic.Level;
import com.adiuva.bootstrap.demo.Demo;
import com.adiuva.bootstrap.logging.Logging;
import com.adiuva.bootstrap.settings.Settings;
import com.adiuva.bootstrap.settings.SettingsException;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/// Starts a server in a folder of its own, talks to it over the wire, and throws both away.
@Command(
    name = "demo",
    description = "Start a server of its own, hold a conversation with it, show what came back.")
final class DemoCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  DemoCommand() {}

  @Override
  public Integer call()
      throws IOException, InterruptedException, StartException, SettingsException {
    Logging.configure(Logging.Form.TEXT, Level.WARN);
    Path data = Files.createTempDirectory("adiuva-demo");
    long began = System.nanoTime();
    boolean passed;
    try (Server server =
        Server.start(
            Settings.of(Map.of("HOST", "127.0.0.1", "PORT", "0", "DATA_DIR", data.toString())))) {
      double seconds = (System.nanoTime() - began) / NANOS;
      passed =
          new Demo(System.out, onTerminal() && System.getenv("NO_COLOR") == null)
              .run(URI.create(server.url() + "/api/v1"), seconds);
    } finally {
      deleteAll(data);
    }
    return passed ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again without a terminal
  private static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static void deleteAll(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
