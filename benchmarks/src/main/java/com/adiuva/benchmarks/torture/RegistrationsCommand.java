package com.adiuva.benchmarks.torture;

import com.adiuva.benchmarks.Workspace;
import com.adiuva.bootstrap.testkit.RegistrationsCampaign;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The long form of the campaign that the tests run once.
@Command(
    name = "registrations",
    description = "kill -9 during registrations, restart, every acknowledged account logs in.")
public final class RegistrationsCommand implements Callable<Integer> {
  @Option(names = "--cycles", description = "how many kills (default: ${DEFAULT-VALUE})")
  private int cycles = 50;

  @Option(names = "--seed", description = "of an earlier run, to repeat it")
  private @Nullable Long seed;

  /// For the command line.
  public RegistrationsCommand() {}

  @Override
  public Integer call() throws Exception {
    long chosen = seed == null ? new Random().nextLong() : seed;
    System.out.println("seed " + chosen);
    try (Workspace workspace = Workspace.create()) {
      int checked =
          new RegistrationsCampaign(chosen, cycles).run(workspace.folder(), System.out::println);
      System.out.printf("%d kills, %d acknowledged accounts, none lost%n", cycles, checked);
    }
    return 0;
  }
}
