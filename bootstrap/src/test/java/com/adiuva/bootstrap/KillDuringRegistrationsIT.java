package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.bootstrap.testkit.RegistrationsCampaign;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The small form of `./adiuva torture registrations`.
final class KillDuringRegistrationsIT {
  private static final Logger log = LoggerFactory.getLogger(KillDuringRegistrationsIT.class);

  @TempDir private Path dataDir = Path.of("");

  @Test
  void noAcknowledgedAccountIsLost() throws Exception {
    long seed = new Random().nextLong();
    log.info("seed {}", seed);
    int checked = new RegistrationsCampaign(seed, 2).run(dataDir, log::info);
    assertThat(checked).as("accounts acknowledged, seed " + seed).isPositive();
  }
}
