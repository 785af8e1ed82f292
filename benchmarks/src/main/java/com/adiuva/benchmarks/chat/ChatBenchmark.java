package com.adiuva.benchmarks.chat;

import ch.qos.logback.classic.Level;
import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.benchmarks.SignUp;
import com.adiuva.benchmarks.Workspace;
import com.adiuva.benchmarks.load.Api;
import com.adiuva.benchmarks.load.Conditions;
import com.adiuva.benchmarks.load.Latencies;
import com.adiuva.bootstrap.Server;
import com.adiuva.bootstrap.logging.Logging;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What the whole server (edge, sign-in, routing, prompts, metering, the provider's adapter, access
/// log) adds to an answer: the same calls of the same provider directly and through it, one at a
/// time and by turns. A message costs two calls, one of the router and one of the agent, so the
/// baseline makes both too.
@Command(
    name = "chat",
    description = "Latency of a chat through the server beside the same calls of the provider.")
public final class ChatBenchmark implements Callable<Integer> {
  private static final String MESSAGE =
      "{\"message\":\"What do I have to do today?\",\"context\":{\"user_profile\":{\"name\":\"Ann\","
          + "\"timezone\":\"Europe/Rome\"},\"recent_tasks\":["
          + String.join(
              ",",
              Collections.nCopies(
                  20, "{\"id\":\"t\",\"title\":\"Write the report\",\"status\":\"todo\"}"))
          + "],\"conversation_history\":[{\"role\":\"user\",\"content\":\"Hello\"},"
          + "{\"role\":\"assistant\",\"content\":\"Hello Ann, what can I do for you?\"}]}}";
  private static final String[] ANSWER =
      "You have one task today: to write the report . It is not done yet .".split("(?<= )");

  @Option(names = "--warmup", description = "seconds (default: ${DEFAULT-VALUE})")
  private int warmup = 90;

  @Option(names = "--seconds", description = "measured (default: ${DEFAULT-VALUE})")
  private int seconds = 30;

  @Option(
      names = "--budget",
      description = "also reserve tokens before each call, as for users with a daily budget")
  private boolean budget;

  /// For the command line.
  public ChatBenchmark() {}

  @Override
  public Integer call() throws Exception {
    PrintStream report = System.out;
    // Lines are formatted and written as in prod, but nobody wants to read thousands of them.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    Logging.configure(Logging.Form.JSON, Level.INFO);
    report.println(Conditions.line());
    report.printf(
        "%d s warm-up, %d s measured, one message at a time, by turns, %s%n",
        warmup, seconds, budget ? "metered within a budget" : "metered");
    try (ScriptedProvider provider = ScriptedProvider.start();
        Workspace workspace = Workspace.create()) {
      provider.otherwise(request -> Reply.text(ANSWER));
      try (Server server = Server.start(workspace.settings(settings(provider)))) {
        Api api = Api.at(server.url(), SignUp.at(server.url(), "bench@example.org"));
        try (SocketChat socket = new SocketChat(api, MESSAGE);
            HttpChat http = new HttpChat(api, MESSAGE)) {
          http.run();
          int port = URI.create(provider.baseUrl()).getPort();
          try (DirectChat direct = new DirectChat(port, provider.requests())) {
            provider.forgetting();
            new Turns(direct, socket, http).run(warmup);
            Turns turns = new Turns(direct, socket, http);
            turns.run(seconds);
            turns.print(report);
          }
        }
      }
    }
    return 0;
  }

  private Map<String, String> settings(ScriptedProvider provider) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("DEFAULT_TIER", "free");
    settings.put("OPENAI_BASE_URL", provider.baseUrl());
    settings.put("OPENAI_API_KEY", "scripted");
    if (budget) {
      settings.put("LLM_DAILY_TOKENS_FREE", "999999999999");
    }
    return settings;
  }

  /// The three by turns, and what they took.
  private static final class Turns {
    private final DirectChat direct;
    private final SocketChat socket;
    private final HttpChat http;
    private final Latencies directFirst = new Latencies();
    private final Latencies directWhole = new Latencies();
    private final Latencies ourFirst = new Latencies();
    private final Latencies ourWhole = new Latencies();

    private Turns(DirectChat direct, SocketChat socket, HttpChat http) {
      this.direct = direct;
      this.socket = socket;
      this.http = http;
    }

    void run(int seconds) throws Exception {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      do {
        Timing alone = direct.run();
        directFirst.record(alone.first());
        directWhole.record(alone.whole());
        ourFirst.record(socket.run().first());
        ourWhole.record(http.run().whole());
      } while (System.nanoTime() < end);
    }

    void print(PrintStream report) {
      report.printf("%d messages each%n", directFirst.count());
      print(report, "first token (WebSocket)", directFirst, ourFirst);
      print(report, "whole answer (HTTP)", directWhole, ourWhole);
    }

    private static void print(
        PrintStream report, String what, Latencies provider, Latencies server) {
      report.printf("%s%n", what);
      row(report, "provider directly", provider.millis(0.5), provider.millis(0.99));
      row(report, "ours", server.millis(0.5), server.millis(0.99));
      row(
          report,
          "added",
          server.millis(0.5) - provider.millis(0.5),
          server.millis(0.99) - provider.millis(0.99));
    }

    private static void row(PrintStream report, String name, double p50, double p99) {
      report.printf("  %-22s p50 %7.3f ms   p99 %7.3f ms%n", name, p50, p99);
    }
  }
}
