package com.adiuva.bootstrap;

import com.adiuva.bootstrap.campaigns.QuotaCampaign;
import com.adiuva.bootstrap.campaigns.QuotaKillCampaign;
import com.adiuva.bootstrap.campaigns.StorageKillsCampaign;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The small forms of `./adiuva torture storage-kills` and `quota`. The campaigns throw when
/// anything is lost or does not add up.
final class KillDuringStorageIT {
  private static final Logger log = LoggerFactory.getLogger(KillDuringStorageIT.class);

  @TempDir private Path folder = Path.of("");

  @Test
  void nothingAcknowledgedIsLostAndNothingElseIsLeft() throws Exception {
    long seed = new Random().nextLong();
    log.info("seed {}", seed);
    new StorageKillsCampaign(seed, 5, Map.of()).run(folder, log::info);
  }

  @Test
  void theQuotaHoldsWhenOneOfTwoServersIsKilled() throws Exception {
    long seed = new Random().nextLong();
    log.info("seed {}", seed);
    QuotaCampaign campaign = new QuotaCampaign(seed, 64, 8, 2_000_000, 32_000);
    log.info("{}", new QuotaKillCampaign(campaign).run(folder));
  }
}
