package com.adiuva.benchmarks;

import ch.qos.logback.classic.Level;
import com.adiuva.benchmarks.backups.BackupBenchmark;
import com.adiuva.benchmarks.chat.ChatBenchmark;
import com.adiuva.benchmarks.records.RecordsBenchmark;
import com.adiuva.benchmarks.torture.BillingKillsCommand;
import com.adiuva.benchmarks.torture.CancelCommand;
import com.adiuva.benchmarks.torture.FeedCommand;
import com.adiuva.benchmarks.torture.LimitsCommand;
import com.adiuva.benchmarks.torture.QuotaCommand;
import com.adiuva.benchmarks.torture.RegistrationsCommand;
import com.adiuva.benchmarks.torture.StorageKillsCommand;
import com.adiuva.benchmarks.vectors.VectorsBenchmark;
import com.adiuva.bootstrap.logging.Logging;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./adiuva bench NAME` and `./adiuva torture NAME`.
@Command(
    name = "adiuva",
    subcommands = {Main.Bench.class, Main.Torture.class})
public final class Main implements Runnable {
  private Main() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    // Several test kits bring a configuration of Logback's along, which it would tell of at length.
    System.setProperty(
        "logback.statusListenerClass", "ch.qos.logback.core.status.NopStatusListener");
    Logging.configure(Logging.Form.TEXT, Level.WARN);
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    new CommandLine(new Main()).usage(System.out);
  }

  /// Lists the benchmarks when none is named.
  @Command(
      name = "bench",
      description = "Measure ours beside a baseline in the same run.",
      subcommands = {
        MeBenchmark.class,
        FloodBenchmark.class,
        ChatBenchmark.class,
        BackupBenchmark.class,
        RecordsBenchmark.class,
        VectorsBenchmark.class
      })
  static final class Bench implements Runnable {
    @Override
    public void run() {
      new CommandLine(new Bench()).usage(System.out);
    }
  }

  /// Lists the campaigns when none is named.
  @Command(
      name = "torture",
      description = "Run a long campaign; the seed is printed.",
      subcommands = {
        RegistrationsCommand.class,
        CancelCommand.class,
        FeedCommand.class,
        QuotaCommand.class,
        LimitsCommand.class,
        StorageKillsCommand.class,
        BillingKillsCommand.class
      })
  static final class Torture implements Runnable {
    @Override
    public void run() {
      new CommandLine(new Torture()).usage(System.out);
    }
  }
}
