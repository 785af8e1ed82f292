package com.adiuva.bootstrap;

import com.adiuva.bootstrap.campaigns.StorageKillsCampaign;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The small form of `./adiuva torture storage-kills`. The campaign throws when anything is lost.
final class KillDuringStorageIT {
  private static final Logger log = LoggerFactory.getLogger(KillDuringStorageIT.class);

  @TempDir private Path dataDir = Path.of("");

  @Test
  void nothingAcknowledgedIsLostAndNothingElseIsLeft() throws Exception {
    long seed = new Random().nextLong();
    log.info("seed {}", seed);
    new StorageKillsCampaign(seed, 5, Map.of()).run(dataDir, log::info);
  }
}
