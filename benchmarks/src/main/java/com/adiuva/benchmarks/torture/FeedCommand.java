package com.adiuva.benchmarks.torture;

import com.adiuva.benchmarks.Workspace;
import com.adiuva.bootstrap.campaigns.FeedCampaign;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.ServerProcess;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The long form of the campaign that the tests run once.
@Command(
    name = "feed",
    description = "Writers in competition, followers of the feed: in the end all know the same.")
public final class FeedCommand implements Callable<Integer> {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "DEFAULT_TIER", "pro",
          "BCRYPT_COST", "4",
          "TRUSTED_PROXIES", "127.0.0.1",
          "JWT_ACCESS_TOKEN_EXPIRE_MINUTES", "1440");

  @Option(names = "--cycles", description = "how many seeds (default: ${DEFAULT-VALUE})")
  private int cycles = 20;

  @Option(names = "--seed", description = "the first one, of an earlier run, to repeat it")
  private @Nullable Long seed;

  @Option(names = "--writers", description = "at once (default: ${DEFAULT-VALUE})")
  private int writers = 8;

  @Option(names = "--operations", description = "of each writer (default: ${DEFAULT-VALUE})")
  private int operations = 2_000;

  /// For the command line.
  public FeedCommand() {}

  @Override
  public Integer call() throws Exception {
    long first = seed == null ? new Random().nextInt(Integer.MAX_VALUE) : seed;
    try (Workspace workspace = Workspace.create();
        ServerProcess server = ServerProcess.serve(workspace.folder(), SETTINGS);
        ApiClient api = new ApiClient(server.url())) {
      for (int cycle = 0; cycle < cycles; cycle++) {
        String email = "feed-%d@example.org".formatted(cycle);
        String token =
            api.register(email, "follows the feed", "10.3.0." + (1 + cycle % 250))
                .text("access_token");
        System.out.println("seed " + (first + cycle));
        System.out.println(new FeedCampaign(first + cycle, writers, operations).run(api, token));
      }
    }
    return 0;
  }
}
