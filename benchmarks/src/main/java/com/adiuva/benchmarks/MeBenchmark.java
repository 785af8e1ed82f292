package com.adiuva.benchmarks;

import ch.qos.logback.classic.Level;
import com.adiuva.benchmarks.load.Load;
import com.adiuva.benchmarks.load.Measurement;
import com.adiuva.bootstrap.Server;
import com.adiuva.bootstrap.logging.Logging;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `GET /auth/me` of the whole server, with everything the edge does and its access log, beside a
/// naked Javalin handler that does the same token check and the same SQL over the same pool.
@Command(
    name = "me",
    description = "GET /auth/me beside a naked Javalin handler with the same token check and SQL.")
final class MeBenchmark implements Callable<Integer> {
  @Option(
      names = "--warmup",
      description = "seconds of warm-up for both (default: ${DEFAULT-VALUE})")
  private int warmup = 30;

  @Option(names = "--rounds", description = "measured rounds of each (default: ${DEFAULT-VALUE})")
  private int rounds = 8;

  @Option(names = "--seconds", description = "length of a round (default: ${DEFAULT-VALUE})")
  private int seconds = 5;

  @Option(names = "--connections", description = "at once (default: ${DEFAULT-VALUE})")
  private int connections = 16;

  MeBenchmark() {}

  @Override
  public Integer call() throws Exception {
    PrintStream report = System.out;
    // Lines are formatted and written as in prod, but nobody wants to read a million of them.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    Logging.configure(Logging.Form.JSON, Level.INFO);
    try (Workspace workspace = Workspace.create();
        Server server = Server.start(workspace.settings(Map.of("JWT_SECRET", NakedMe.SECRET)));
        NakedMe naked = NakedMe.start(workspace.folder())) {
      String token = SignUp.at(server.url(), "bench@example.org");
      int port = Integer.parseInt(server.url().substring(server.url().lastIndexOf(':') + 1));
      Load ours = new Load(port, "/api/v1/auth/me", token, connections);
      Load baseline = new Load(naked.port(), "/me", token, connections);
      report.printf(
          "%d connections, %d s warm-up, %d rounds of %d s each, interleaved%n",
          connections, warmup, rounds, seconds);
      for (int i = 0; i < warmup; i += 2) {
        baseline.run(Duration.ofSeconds(1));
        ours.run(Duration.ofSeconds(1));
      }
      Measurement oursTotal = Measurement.none();
      Measurement baselineTotal = Measurement.none();
      for (int round = 0; round < rounds; round++) {
        baselineTotal = baselineTotal.plus(baseline.run(Duration.ofSeconds(seconds)));
        oursTotal = oursTotal.plus(ours.run(Duration.ofSeconds(seconds)));
      }
      report.println(baselineTotal.row("naked handler"));
      report.println(oursTotal.row("ours"));
      report.printf(
          "ratio (ours / naked)     %10.2f%n",
          oursTotal.requestsPerSecond() / baselineTotal.requestsPerSecond());
    }
    return 0;
  }
}
