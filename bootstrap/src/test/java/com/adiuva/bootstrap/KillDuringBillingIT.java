package com.adiuva.bootstrap;

import com.adiuva.bootstrap.campaigns.BillingKillsCampaign;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The small form of `./adiuva torture billing-kills`. The campaign throws when an event is lost or
/// counts twice.
final class KillDuringBillingIT {
  private static final Logger log = LoggerFactory.getLogger(KillDuringBillingIT.class);

  @TempDir private Path folder = Path.of("");

  @Test
  void w08_noEventIsLostAndNobodyPaysTwice() throws Exception {
    long seed = new Random().nextLong();
    log.info("seed {}", seed);
    new BillingKillsCampaign(seed, 2).run(folder, log::info);
  }
}
