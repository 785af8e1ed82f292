package com.adiuva.bootstrap;

import com.adiuva.bootstrap.campaigns.QuotaCampaign;
import com.adiuva.bootstrap.campaigns.QuotaKillCampaign;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The small form of `./adiuva torture quota`.
final class KillDuringQuotaIT {
  private static final Logger log = LoggerFactory.getLogger(KillDuringQuotaIT.class);

  @TempDir private Path folder = Path.of("");

  @Test
  void theQuotaHoldsWhenOneOfTwoServersIsKilled() throws Exception {
    long seed = new Random().nextLong();
    log.info("seed {}", seed);
    QuotaCampaign campaign = new QuotaCampaign(seed, 64, 8, 2_000_000, 32_000);
    log.info("{}", new QuotaKillCampaign(campaign).run(folder));
  }
}
