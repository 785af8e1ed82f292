package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.persistence.limits.TestRedis;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.SocketClient;
import com.adiuva.domain.shared.Racers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Two servers with one database and one Redis.
final class SharedLimitsTest {
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
