package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.bootstrap.campaigns.Books;
import com.adiuva.bootstrap.campaigns.FeedCampaign;
import com.adiuva.bootstrap.campaigns.QuotaCampaign;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The small forms of `./adiuva torture feed` and `./adiuva torture quota`.
final class StorageCampaignsTest {
  private static final Logger log = LoggerFactory.getLogger(StorageCampaignsTest.class);

  @TempDir private Path dataDir = Path.of("");

  @Test
  void followersOfTheFeedMissNothingAndSeeNothingElse() throws Exception {
    long seed = new Random().nextLong();
    log.info("seed {}", seed);
    try (ServerUnderTest server = server()) {
      String done = new FeedCampaign(seed, 4, 100).run(server.client(), server.token());
      assertThat(done).as("seed " + seed).contains("all alike");
    }
  }

  @Test
  void manyWritersTogetherNeverExceedTheQuota() throws Exception {
    long seed = new Random().nextLong();
    log.info("seed {}", seed);
    try (ServerUnderTest server = server();
        Books books = Books.of(server.database().url())) {
      QuotaCampaign.Ground ground =
          new QuotaCampaign.Ground(List.of(server.client()), books, server.token());
      String done = new QuotaCampaign(seed, 64, 8, 2_000_000, 32_000).run(ground, () -> {});
      assertThat(done).as("seed " + seed).contains("64 threads");
    }
  }

  private ServerUnderTest server() throws Exception {
    return new ServerUnderTest(Map.of("DEFAULT_TIER", "pro", "DATA_DIR", dataDir.toString()));
  }
}
