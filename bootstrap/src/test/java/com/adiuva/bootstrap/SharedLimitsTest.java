package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.persistence.limits.TestRedis;
import com.adiuva.bootstrap.campaigns.LimitsCampaign;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.SocketClient;
import com.adiuva.domain.shared.Racers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Two servers with one database and one Redis.
final class SharedLimitsTest {
  private static final Logger log = LoggerFactory.getLogger(SharedLimitsTest.class);
  private static final int FREE = 20;

  private static Map<String, String> settings(String redisUrl) {
    return new TreeMap<>(Map.of("REDIS_URL", redisUrl, "RATE_LIMIT_WINDOW_MILLIS", "60000"));
  }

  @Test
  void c08_twoServersAreOneBudget() throws Exception {
    try (ServerUnderTest one = new ServerUnderTest(settings(TestRedis.shared().url()));
        ServerUnderTest other = one.beside(settings(TestRedis.shared().url()))) {
      String token = one.token();
      List<List<Integer>> answers =
          Racers.race(
              15,
              () ->
                  List.of(
                      one.client().get("/auth/me", token).status(),
                      other.client().get("/auth/me", token).status()));
      assertThat(answers.stream().flatMap(List::stream).filter(status -> status == 200))
          .hasSize(FREE);
      assertThat(answers.stream().flatMap(List::stream).distinct())
          .containsExactlyInAnyOrder(200, 429);
      try (SocketClient socket = SocketClient.open(other.url(), token)) {
        socket.send(Map.of("message", "What can you do?"));
        assertThat(socket.frame()).contains("\"rate_limited\"");
      }
    }
  }

  /// The small form of `./adiuva torture limits`.
  @Test
  void c08_noWindowHoldsMoreThanTheLimitThroughTwoServersAndNoneLess() throws Exception {
    long seed = new Random().nextLong();
    log.info("seed {}", seed);
    Duration window = Duration.ofMillis(400);
    Map<String, String> settings = settings(TestRedis.shared().url());
    settings.put("RATE_LIMIT_WINDOW_MILLIS", Long.toString(window.toMillis()));
    try (ServerUnderTest one = new ServerUnderTest(settings);
        ServerUnderTest other = one.beside(settings)) {
      String done =
          new LimitsCampaign(seed, 4, window, 8, 1)
              .run(List.of(one.client(), other.client()), one.token());
      assertThat(done).as("seed " + seed).contains("the limit of 20");
      log.info("{}", done);
    }
  }

  @Test
  void h07_withoutItsRedisAServerStartsAndServesButLetsNobodyIn() throws Exception {
    try (TestRedis redis = TestRedis.start();
        ServerUnderTest server = new ServerUnderTest(settings(redis.url()))) {
      ApiClient.Answer ann = server.somebody();
      String token = ann.text("access_token");
      for (int i = 0; i < FREE; i++) {
        assertThat(server.client().get("/auth/me", token).status()).isEqualTo(200);
      }
      assertThat(server.client().get("/auth/me", token).status()).isEqualTo(429);
      redis.stop();
      assertThat(server.client().get("/auth/me", token).status()).isEqualTo(200);
      ApiClient.Answer login = server.client().login("ann@example.org", "x", "10.1.2.3");
      assertThat(login.status()).isEqualTo(503);
      assertThat(login.response().headers().firstValue("Retry-After")).contains("1");
      try (ServerUnderTest late = server.beside(settings(redis.url()))) {
        assertThat(late.client().get("/auth/me", token).status()).isEqualTo(200);
      }
    }
  }
}
