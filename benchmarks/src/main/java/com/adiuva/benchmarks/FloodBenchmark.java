package com.adiuva.benchmarks;

import com.adiuva.benchmarks.load.Api;
import com.adiuva.benchmarks.load.Conditions;
import com.adiuva.benchmarks.load.Connection;
import com.adiuva.benchmarks.load.Latencies;
import com.adiuva.benchmarks.load.SteadyRate;
import com.adiuva.bootstrap.testkit.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What a flood of logins takes from those who are signed in: `GET /auth/me` at a steady rate while
/// nothing else happens, and while wrong passwords are tried from ever other addresses. The server
/// runs in a process of its own, with the usual cost of a password's hash.
@Command(
    name = "flood",
    description = "GET /auth/me at a steady rate, quiet and beside a flood of logins.")
final class FloodBenchmark implements Callable<Integer> {
  private static final String EMAIL = "flood@example.org";

  /// A login that waits its turn does so for seconds.
  private static final int LOGIN_CONNECTIONS = 200;

  private static final int CONNECTIONS = 16;
  private static final int OCTET = 250;

  @Option(names = "--warmup", description = "seconds of it (default: ${DEFAULT-VALUE})")
  private int warmup = 20;

  @Option(names = "--rounds", description = "of quiet and flood (default: ${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(names = "--seconds", description = "length of each (default: ${DEFAULT-VALUE})")
  private int seconds = 20;

  @Option(names = "--rate", description = "GET /auth/me a second (default: ${DEFAULT-VALUE})")
  private int rate = 100;

  @Option(names = "--logins", description = "a second in the flood (default: ${DEFAULT-VALUE})")
  private int logins = 100;

  private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
  private final LongAdder refused = new LongAdder();
  private long addresses;

  FloodBenchmark() {}

  @Override
  public Integer call() throws Exception {
    System.out.println(Conditions.line());
    try (Workspace workspace = Workspace.create();
        ServerProcess server =
            ServerProcess.serve(
                workspace.folder(), Map.of("TRUSTED_PROXIES", "127.0.0.1"), List.of())) {
      Api api = Api.at(server.url(), SignUp.at(server.url(), EMAIL));
      me(api, warmup);
      flooded(api, Math.max(1, warmup / 2));
      statuses.clear();
      refused.reset();
      Latencies quiet = new Latencies();
      Latencies flood = new Latencies();
      for (int round = 0; round < rounds; round++) {
        quiet.add(me(api, seconds));
        flood.add(flooded(api, seconds));
      }
      System.out.printf(
          "GET /auth/me, %d a second, %d rounds of %d s each%n", rate, rounds, seconds);
      row("quiet", quiet);
      row(logins + " logins a second", flood);
      System.out.printf(
          "ratio of p99 (flood / quiet) %.2f; logins answered by status %s; GET not answered 200: %d%n",
          flood.millis(0.99) / quiet.millis(0.99), statuses, refused.sum());
    }
    return 0;
  }

  private static void row(String name, Latencies latencies) {
    System.out.printf(
        "%-24s p50 %7.3f ms   p99 %7.3f ms   (%d requests)%n",
        name, latencies.millis(0.5), latencies.millis(0.99), latencies.count());
  }

  private Latencies me(Api api, int time) throws InterruptedException {
    byte[] request = api.head("GET", "/auth/me");
    return SteadyRate.run(
        api.port(),
        rate,
        CONNECTIONS,
        Duration.ofSeconds(time),
        (connection, number) -> answered(connection.exchange(request)));
  }

  /// The flood begins before what is measured, and ends after it.
  private Latencies flooded(Api api, int time) throws Exception {
    CountDownLatch hit = new CountDownLatch(1);
    long first = addresses;
    addresses += (time + 2L) * logins;
    try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
      Future<Latencies> flood =
          beside.submit(() ->
              SteadyRate.run(
                  api.port(),
                  logins,
                  LOGIN_CONNECTIONS,
                  Duration.ofSeconds(time + 2L),
                  (connection, number) -> {
                    login(api, connection, first + number);
                    hit.countDown();
                  }));
      hit.await();
      Latencies latencies = me(api, time);
      flood.get();
      return latencies;
    }
  }

  private void login(Api api, Connection connection, long number) throws IOException {
    byte[] body =
        "{\"email\":\"%s\",\"password\":\"a guess, and not even a good one\"}"
            .formatted(EMAIL)
            .getBytes(StandardCharsets.US_ASCII);
    String address =
        "10.%d.%d.%d"
            .formatted(number / OCTET / OCTET % OCTET, number / OCTET % OCTET, 1 + number % OCTET);
    byte[] head =
        api.head(
            "POST",
            "/auth/login",
            "X-Forwarded-For",
            address,
            "Content-Type",
            "application/json",
            "Content-Length",
            String.valueOf(body.length));
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    int status = connection.exchange(request);
    if (status != 401 && status != 503) {
      throw new IllegalStateException("a login was answered " + status);
    }
    statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
  }

  /// On a machine that is busy otherwise the database may be too: that is said, not hidden.
  private void answered(int status) {
    if (status != 200) {
      refused.increment();
    }
  }
}
