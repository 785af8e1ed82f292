package com.adiuva.benchmarks.torture;

import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.benchmarks.Workspace;
import com.adiuva.bootstrap.campaigns.cancel.CancelCampaign;
import com.adiuva.bootstrap.campaigns.cancel.TokenBooks;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.RequestThreads;
import com.adiuva.bootstrap.testkit.ServerProcess;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The long form of the campaign that the tests run once.
@Command(
    name = "cancel",
    description =
        "Requests ended at random moments leave no thread and no call, and cost what they used.")
public final class CancelCommand implements Callable<Integer> {
  @Option(names = "--runs", description = "requests (default: ${DEFAULT-VALUE})")
  private int runs = 500;

  @Option(names = "--clients", description = "at once (default: ${DEFAULT-VALUE})")
  private int clients = 16;

  @Option(names = "--seed", description = "of an earlier run, to repeat it")
  private @Nullable Long seed;

  /// For the command line.
  public CancelCommand() {}

  @Override
  public Integer call() throws Exception {
    long first = seed == null ? new Random().nextInt(Integer.MAX_VALUE) : seed;
    System.out.println("seed " + first);
    try (Workspace workspace = Workspace.create();
        ScriptedProvider provider = ScriptedProvider.start();
        ServerProcess server = ServerProcess.serve(workspace.folder(), settings(provider));
        ApiClient api = new ApiClient(server.url());
        TokenBooks books = TokenBooks.besideServer(api, workspace.folder())) {
      CancelCampaign.Ground ground =
          new CancelCampaign.Ground(
              server.url(),
              api,
              clients,
              provider,
              books,
              () -> RequestThreads.of(server.pid(), workspace.folder()));
      System.out.println(new CancelCampaign(first, runs, Duration.ofMillis(250)).run(ground));
    }
    return 0;
  }

  private static Map<String, String> settings(ScriptedProvider provider) {
    return Map.of(
        "BCRYPT_COST", "4",
        "TRUSTED_PROXIES", "127.0.0.1",
        "OPENAI_BASE_URL", provider.baseUrl(),
        "OPENAI_API_KEY", "sk-scripted",
        "LLM_DAILY_TOKENS_FREE", "1000000000");
  }
}
