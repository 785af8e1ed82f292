package com.adiuva.adapters.persistence.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
  private static final String NAME = "test_migrations";
  private DatabaseUrl url;

  @BeforeEach
  void createEmptyDatabase() {
    url = TestServer.instance().createDatabase(NAME, false);
  }

  @AfterEach
  void drop() {
    TestServer.instance().drop(NAME);
  }

  @Test
  void instancesThatStartAtOnceMigrateOnce() throws Exception {
    int instances = 3;
    CyclicBarrier barrier = new CyclicBarrier(instances);
    try (ExecutorService threads = Executors.newFixedThreadPool(instances)) {
      List<Future<Boolean>> starts =
          IntStream.range(0, instances)
              .mapToObj(i ->
                  threads.submit(() -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    try (Database database = Database.open(url, DatabaseSettings.defaults())) {
                      return database.ping();
                    }
                  }))
              .toList();
      for (Future<Boolean> start : starts) {
        assertThat(start.get(30, TimeUnit.SECONDS)).isTrue();
      }
    }
    try (Database database = Database.open(url, DatabaseSettings.defaults())) {
      List<String> versions =
          database.with(handle ->
              handle
                  .createQuery(
                      """
                      SELECT version FROM flyway_schema_history
                       WHERE success AND version IS NOT NULL
                      """)
                  .mapTo(String.class)
                  .list());
      assertThat(versions).doesNotHaveDuplicates().contains("001");
    }
  }

  @Test
  void aDatabaseThatCannotBeUsedStopsTheStartWithOneSentence() {
    assertRefused(url.withDatabase("nowhere"), "there is no database of that name");
    assertRefused(
        new DatabaseUrl(url.hosts(), url.database(), url.user(), "s3cret", Map.of()),
        "it refuses this user and password");
    assertRefused(
        new DatabaseUrl("127.0.0.1:1", "d", "u", "s3cret", Map.of()), "nothing answers there");
  }

  private static void assertRefused(DatabaseUrl wrong, String reason) {
    assertThatThrownBy(() -> Database.open(wrong, DatabaseSettings.defaults()))
        .isInstanceOf(DatabaseStartException.class)
        .hasMessageContaining("DATABASE_URL")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("s3cret");
  }
}
