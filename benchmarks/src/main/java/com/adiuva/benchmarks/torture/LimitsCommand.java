package com.adiuva.benchmarks.torture;

import com.adiuva.benchmarks.Workspace;
import com.adiuva.bootstrap.campaigns.LimitsCampaign;
import com.adiuva.bootstrap.campaigns.LimitsProcesses;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The long form of the campaign that the tests run once.
@Command(
    name = "limits",
    description = "One user asks four servers that share a Redis for more than the limit.")
public final class LimitsCommand implements Callable<Integer> {
  private static final Duration WINDOW = Duration.ofSeconds(2);

  @Option(names = "--windows", description = "of 2 s each (default: ${DEFAULT-VALUE})")
  private int windows = 100;

  @Option(names = "--servers", description = "processes (default: ${DEFAULT-VALUE})")
  private int servers = 4;

  @Option(names = "--clients", description = "of each server (default: ${DEFAULT-VALUE})")
  private int clients = 2;

  @Option(names = "--seed", description = "of an earlier run, to repeat it")
  private @Nullable Long seed;

  /// For the command line.
  public LimitsCommand() {}

  @Override
  public Integer call() throws Exception {
    long first = seed == null ? new Random().nextInt(Integer.MAX_VALUE) : seed;
    System.out.println("seed " + first);
    LimitsCampaign campaign = new LimitsCampaign(first, windows, WINDOW, clients, windows);
    try (Workspace workspace = Workspace.create()) {
      System.out.println(new LimitsProcesses(campaign, servers).run(workspace.folder()));
    }
    return 0;
  }
}
