package com.adiuva.bootstrap;

import com.adiuva.bootstrap.demo.Demo;
import com.adiuva.bootstrap.logging.Logging;
import com.adiuva.bootstrap.settings.Settings;
import com.adiuva.bootstrap.settings.SettingsException;
import com.adiuva.bootstrap.wiring.StartException;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
  public Integer call() throws IOException, InterruptedException, SettingsException {
    Path data = Files.createTempDirectory("adiuva-demo");
    Settings settings =
        Settings.of(
            Map.of(
                "HOST", "127.0.0.1",
                "PORT", "0",
                "DATA_DIR", data.toString(),
                "DEFAULT_TIER", "pro")); // the free tier has no storage to show
    long began = System.nanoTime();
    try (Server server = Server.startWithProcess(settings, () -> deleteAll(data))) {
      double seconds = (System.nanoTime() - began) / NANOS;
      boolean passed =
          new Demo(System.out, onTerminal() && System.getenv("NO_COLOR") == null)
              .run(URI.create(server.url() + "/api/v1"), seconds);
      return passed ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (StartException e) {
      Logging.flush();
      System.err.println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again without a terminal
  private static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// Whatever is left: the server is closed by now, or never came to be.
  private static void deleteAll(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      System.err.println("The demo's folder could not be deleted: " + root);
    }
  }
}
