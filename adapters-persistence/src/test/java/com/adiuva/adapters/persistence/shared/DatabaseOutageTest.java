package com.adiuva.adapters.persistence.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that dies, hangs and comes back, as eight callers see it who never stop asking.
final class DatabaseOutageTest {
  private static final int CALLERS = 8;
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  @TempDir Path home;
  private DataDirectory server;
  private int port;
  private Database database;

  @BeforeEach
  void start() throws IOException {
    server = FreshDatabase.copyTo(home.toRealPath());
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    assertThat(server.start(port)).isTrue();
    database = Database.open(url(), DatabaseSettings.defaults());
    assertThat(ask(database)).isNull();
  }

  @AfterEach
  void stop() throws Exception {
    database.close();
    var postmaster = server.postmaster();
    if (postmaster.isPresent()) {
      Signals.sendToAll("CONT", postmaster.get().pid());
    }
    server.stop(Duration.ofSeconds(5));
  }

  @Test
  void killed() throws Exception {
    try (Callers callers = new Callers()) {
      server.postmaster().orElseThrow().kill(Duration.ofSeconds(5));
      callers.goOnFor(Duration.ofSeconds(1));
      assertThat(server.start(port)).isTrue();
      callers.assertBackWithin(RECOVERY);
    }
  }

  @Test
  void awayForLong() throws Exception {
    try (Callers callers = new Callers()) {
      server.stop(Duration.ofSeconds(5));
      callers.goOnFor(Duration.ofSeconds(2));
      assertThat(database.ping()).isFalse();
      callers.goOnFor(Duration.ofSeconds(6));
      assertThat(server.start(port)).isTrue();
      callers.assertBackWithin(RECOVERY);
      assertThat(database.ping()).isTrue();
    }
  }

  @Test
  void hanging() throws Exception {
    long pid = server.postmaster().orElseThrow().pid();
    try (Callers callers = new Callers()) {
      Signals.sendToAll("STOP", pid);
      callers.goOnFor(Duration.ofSeconds(4));
      assertThat(database.ping()).isFalse();
      Signals.sendToAll("CONT", pid);
      callers.assertBackWithin(RECOVERY);
    }
  }

  /// As when a proxy or a failover cuts everything, while the database goes on.
  @Test
  void allConnectionsCutAreNotNoticedByReaders() throws Exception {
    Jdbi superuser =
        Jdbi.create(
            Connections.patient(
                new DatabaseUrl(
                    url().hosts(), "postgres", "postgres", server.password(), Map.of())));
    int asked = 0;
    int failed = 0;
    for (int cut = 0; cut < 20; cut++) {
      int before = asked;
      superuser.useHandle(handle ->
          handle.execute(
              "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity"
                  + " WHERE datname = 'adiuva'"));
      while (asked < before + 50) {
        asked++;
        failed += askForReading() == null ? 0 : 1;
      }
    }
    assertThat(failed).as("failed of " + asked).isLessThanOrEqualTo(asked / 100);
  }

  private @Nullable RuntimeException askForReading() {
    try {
      database.read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  @Test
  void aStatementThatTakesTooLong() {
    long before = System.nanoTime();
    assertThatThrownBy(() -> database.with(handle -> handle.execute("SELECT pg_sleep(30)")))
        .isInstanceOfSatisfying(ProblemException.class, DatabaseOutageTest::assertUnavailable);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(ANSWER);
  }

  @Test
  void allConnectionsBusy() throws Exception {
    database.close();
    int all = 2;
    database = Database.open(url(), DatabaseSettings.defaults().withConnections(all));
    CountDownLatch taken = new CountDownLatch(all);
    CountDownLatch done = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < all; i++) {
        threads.execute(() ->
            database.with(handle -> {
              taken.countDown();
              try {
                return done.await(20, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }));
      }
      assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
      long before = System.nanoTime();
      assertThat(ask(database)).isInstanceOf(ProblemException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(ANSWER);
      done.countDown();
    }
    assertThat(ask(database)).isNull();
  }

  /// As between the migration and the opening of the pool.
  @Test
  void awayFromTheBeginning() throws Exception {
    server.stop(Duration.ofSeconds(5));
    DatabaseUrl url = url();
    assertThatThrownBy(() ->
            assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> Database.openMigrated(url, DatabaseSettings.defaults()).close()))
        .isInstanceOf(DatabaseStartException.class)
        .hasMessageContaining("nothing answers there");
  }

  private DatabaseUrl url() throws IOException {
    return new DatabaseUrl("127.0.0.1:" + port, "adiuva", "adiuva", server.password(), Map.of());
  }

  /// Null when the database answered.
  private static @Nullable RuntimeException ask(Database database) {
    try {
      database.with(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static void assertUnavailable(ProblemException failure) {
    assertThat(failure.problem()).isEqualTo(new Problem.DatabaseUnavailable());
  }

  /// Ask without a pause; every answer must come in time, and every failure say the same.
  private final class Callers implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Future<Integer>> failures = new ArrayList<>();

    Callers() {
      for (int i = 0; i < CALLERS; i++) {
        failures.add(threads.submit(askUntilClosed()));
      }
    }

    private Callable<Integer> askUntilClosed() {
      return () -> {
        int failed = 0;
        while (!closing.await(5, TimeUnit.MILLISECONDS)) {
          long before = System.nanoTime();
          @Nullable RuntimeException failure = ask(database);
          assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(ANSWER);
          if (failure != null) {
            assertThat(failure)
                .isInstanceOfSatisfying(
                    ProblemException.class, DatabaseOutageTest::assertUnavailable);
            failed++;
          }
        }
        return failed;
      };
    }

    void goOnFor(Duration time) throws InterruptedException {
      assertThat(closing.await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    }

    /// Within this time, fifty calls in a row succeed.
    void assertBackWithin(Duration time) {
      long deadline = System.nanoTime() + time.toNanos();
      int inARow = 0;
      while (inARow < 50) {
        inARow = ask(database) == null ? inARow + 1 : 0;
        assertThat(System.nanoTime()).as("back within " + time).isLessThan(deadline);
      }
    }

    @Override
    public void close() {
      closing.countDown();
      threads.close();
      int failed = 0;
      for (Future<Integer> caller : failures) {
        failed += caller.resultNow();
      }
      assertThat(failed).as("calls that met the outage").isPositive();
    }
  }
}
