package com.adiuva.benchmarks.torture;

import com.adiuva.benchmarks.Workspace;
import com.adiuva.bootstrap.campaigns.QuotaCampaign;
import com.adiuva.bootstrap.campaigns.QuotaKillCampaign;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The long form of the campaign that the tests run once.
@Command(
    name = "quota",
    description = "64 threads at 95 %% of the quota through two servers, of which one is killed.")
public final class QuotaCommand implements Callable<Integer> {
  private static final int THREADS = 64;
  private static final long ROOM = 250_000_000; // 5 % of 5 GB
  private static final int LARGEST = 1_000_000;

  @Option(names = "--cycles", description = "how many kills (default: ${DEFAULT-VALUE})")
  private int cycles = 5;

  @Option(names = "--seed", description = "of an earlier run, to repeat it")
  private @Nullable Long seed;

  @Option(names = "--operations", description = "of each thread (default: ${DEFAULT-VALUE})")
  private int operations = 20;

  /// For the command line.
  public QuotaCommand() {}

  @Override
  public Integer call() throws Exception {
    long first = seed == null ? new Random().nextInt(Integer.MAX_VALUE) : seed;
    for (int cycle = 0; cycle < cycles; cycle++) {
      System.out.println("seed " + (first + cycle));
      QuotaCampaign campaign = new QuotaCampaign(first + cycle, THREADS, operations, ROOM, LARGEST);
      try (Workspace workspace = Workspace.create()) {
        System.out.println(new QuotaKillCampaign(campaign).run(workspace.folder()));
      }
    }
    return 0;
  }
}
