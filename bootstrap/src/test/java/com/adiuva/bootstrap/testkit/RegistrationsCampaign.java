package com.adiuva.bootstrap.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Kills the server in the middle of registrations, starts it again on what the kill left behind,
/// and checks that every account it had acknowledged can log in.
///
/// @param seed decides after how many acknowledgements each kill comes
/// @param cycles how often
public record RegistrationsCampaign(long seed, int cycles) {
  private static final int REGISTRATIONS = 200;
  private static final int CONNECTIONS = 12;
  private static final String PASSWORD = "survives a kill -9";
  private static final Map<String, String> SETTINGS =
      Map.of("TRUSTED_PROXIES", "127.0.0.1", "BCRYPT_COST", "5");

  /// Runs the campaign.
  ///
  /// @param report hears one line a cycle
  /// @return how many acknowledged accounts were checked
  /// @throws AssertionError when one was lost
  public int run(Path dataDir, Consumer<String> report) throws IOException, InterruptedException {
    Random random = new Random(seed);
    int checked = 0;
    for (int cycle = 0; cycle < cycles; cycle++) {
      int killAfter = 1 + random.nextInt(REGISTRATIONS - CONNECTIONS);
      List<String> acknowledged = registerUntilKilled(dataDir, cycle, killAfter);
      checkAll(dataDir, acknowledged);
      checked += acknowledged.size();
      report.accept(
          "cycle %d: killed after %d, acknowledged %d, all can log in"
              .formatted(cycle, killAfter, acknowledged.size()));
    }
    return checked;
  }

  private static List<String> registerUntilKilled(Path dataDir, int cycle, int killAfter)
      throws IOException, InterruptedException {
    Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    AtomicInteger next = new AtomicInteger();
    CountDownLatch enough = new CountDownLatch(killAfter);
    try (ServerProcess server = ServerProcess.serve(dataDir, SETTINGS);
        ApiClient client = new ApiClient(server.url());
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        threads.execute(() -> {
          for (int n = next.getAndIncrement(); n < REGISTRATIONS; n = next.getAndIncrement()) {
            String email = "user-%d-%d@example.org".formatted(cycle, n);
            if (!registered(client, email, n)) {
              return;
            }
            acknowledged.add(email);
            enough.countDown();
          }
        });
      }
      enough.await();
      server.kill();
    }
    return List.copyOf(acknowledged);
  }

  /// Whether the registration was acknowledged; false also when the server is gone.
  private static boolean registered(ApiClient client, String email, int n) {
    try {
      return client.register(email, PASSWORD, address(n)).status() == 201;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void checkAll(Path dataDir, List<String> acknowledged)
      throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.serve(dataDir, SETTINGS);
        ApiClient client = new ApiClient(server.url())) {
      int n = 0;
      for (String email : acknowledged) {
        int status = client.login(email, PASSWORD, address(n++)).status();
        if (status != 200) {
          throw new AssertionError(
              "an acknowledged account cannot log in: status %d, account %d of %d"
                  .formatted(status, n, acknowledged.size()));
        }
      }
    }
  }

  private static String address(int n) {
    return "10.1.%d.%d".formatted(n / 250, 1 + n % 250);
  }
}
