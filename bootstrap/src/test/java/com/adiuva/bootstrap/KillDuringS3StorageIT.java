package com.adiuva.bootstrap;

import com.adiuva.adapters.storage.s3.S3Server;
import com.adiuva.bootstrap.campaigns.StorageKillsCampaign;
import com.adiuva.bootstrap.campaigns.StorageKillsCampaign.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The small form of `./adiuva torture storage-kills --store s3`.
final class KillDuringS3StorageIT {
  private static final Logger log = LoggerFactory.getLogger(KillDuringS3StorageIT.class);

  @TempDir private Path folder = Path.of("");

  @Test
  void nothingAcknowledgedIsLostAndNothingElseIsLeft() throws Exception {
    long seed = new Random().nextLong();
    log.info("seed {}", seed);
    try (S3Server s3 = S3Server.start(folder.resolve("s3"))) {
      Store store =
          new Store(s3.settings(), dataDir -> (long) s3.objects() + s3.unfinishedUploads());
      Path dataDir = Files.createDirectory(folder.resolve("data"));
      new StorageKillsCampaign(seed, 2, store).run(dataDir, log::info);
    }
  }
}
