package com.adiuva.benchmarks.torture;

import com.adiuva.benchmarks.Workspace;
import com.adiuva.bootstrap.campaigns.BillingKillsCampaign;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The long form of the campaign that the tests run twice.
@Command(
    name = "billing-kills",
    description = "kill -9 while people pay: no event is lost, nobody pays twice.")
public final class BillingKillsCommand implements Callable<Integer> {
  @Option(names = "--cycles", description = "how many kills (default: ${DEFAULT-VALUE})")
  private int cycles = 100;

  @Option(names = "--seed", description = "of an earlier run, to repeat it")
  private @Nullable Long seed;

  /// For the command line.
  public BillingKillsCommand() {}

  @Override
  public Integer call() throws Exception {
    long chosen = seed == null ? new Random().nextLong() : seed;
    System.out.println("seed " + chosen);
    try (Workspace workspace = Workspace.create()) {
      new BillingKillsCampaign(chosen, cycles).run(workspace.folder(), System.out::println);
    }
    return 0;
  }
}
