package com.adiuva.bootstrap;

import com.adiuva.bootstrap.campaigns.StorageKillsCampaign;
import com.adiuva.bootstrap.campaigns.StorageKillsCampaign.Store;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The small form of `./adiuva torture storage-kills`, on files. The campaign throws when anything
/// is lost or does not add up.
final class KillDuringStorageIT {
  private static final Logger log = LoggerFactory.getLogger(KillDuringStorageIT.class);

  @TempDir private Path folder = Path.of("");

  @Test
  void nothingAcknowledgedIsLostAndNothingElseIsLeft() throws Exception {
    long seed = new Random().nextLong();
    log.info("seed {}", seed);
    new StorageKillsCampaign(seed, 3, Store.files()).run(folder, log::info);
  }
}
