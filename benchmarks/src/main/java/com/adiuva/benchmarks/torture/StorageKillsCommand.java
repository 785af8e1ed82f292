package com.adiuva.benchmarks.torture;

import com.adiuva.adapters.storage.s3.S3Server;
import com.adiuva.benchmarks.Workspace;
import com.adiuva.bootstrap.campaigns.StorageKillsCampaign;
import com.adiuva.bootstrap.campaigns.StorageKillsCampaign.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The long form of the campaign that the tests run once.
@Command(
    name = "storage-kills",
    description = "kill -9 while records and backups are written: nothing is lost, nothing left.")
public final class StorageKillsCommand implements Callable<Integer> {
  @Option(
      names = "--cycles",
      description = "how many kills on each store (default: ${DEFAULT-VALUE})")
  private int cycles = 100;

  @Option(names = "--seed", description = "of an earlier run, to repeat it")
  private @Nullable Long seed;

  @Option(names = "--store", description = "filesystem or s3 (default: one after the other)")
  private List<String> stores = List.of("filesystem", "s3");

  /// For the command line.
  public StorageKillsCommand() {}

  @Override
  public Integer call() throws Exception {
    long chosen = seed == null ? new Random().nextLong() : seed;
    System.out.println("seed " + chosen);
    for (String name : stores) {
      System.out.println(name);
      try (Workspace workspace = Workspace.create()) {
        run(name, chosen, workspace.folder());
      }
    }
    return 0;
  }

  private void run(String name, long chosen, Path folder) throws IOException, InterruptedException {
    if (name.equals("filesystem")) {
      new StorageKillsCampaign(chosen, cycles, Store.files()).run(folder, System.out::println);
      return;
    }
    Path dataDir = Files.createDirectory(folder.resolve("data"));
    try (S3Server s3 = S3Server.start(folder.resolve("s3"))) {
      Store store = new Store(s3.settings(), _ -> s3.objects() + s3.unfinishedUploads());
      new StorageKillsCampaign(chosen, cycles, store).run(dataDir, System.out::println);
    }
  }
}
