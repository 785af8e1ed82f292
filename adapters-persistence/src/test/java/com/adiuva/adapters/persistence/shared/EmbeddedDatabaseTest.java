package com.adiuva.adapters.persistence.shared;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedDatabaseTest {
  @TempDir Path dataDir;

  private void copyFreshDatabase() throws IOException {
    FreshDatabase.copyTo(dataDir.resolve("postgres"));
  }

  @Test
  void keepsItsData() throws IOException {
    copyFreshDatabase();
    try (EmbeddedDatabase first = start()) {
      jdbi(first).useHandle(handle -> handle.execute("CREATE TABLE kept AS SELECT 42 AS answer"));
    }
    try (EmbeddedDatabase second = start()) {
      assertThat(query(second, "SELECT answer::text FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void isDurable() {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(dataDir, TestServer.binaries())) {
      for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        assertThat(query(database, "SHOW " + setting)).as(setting).isEqualTo("on");
      }
    }
  }

  @Test
  void isClosedToOtherLocalUsers() throws IOException {
    try (EmbeddedDatabase database = start()) {
      DatabaseUrl url = database.url();
      for (String user : new String[] {url.user(), "postgres"}) {
        for (String password : new String[] {"", "postgres", user}) {
          DatabaseUrl guess =
              new DatabaseUrl(url.hosts(), url.database(), user, password, Map.of());
          assertThatThrownBy(() -> Connections.patient(guess).getConnection())
              .isInstanceOf(SQLException.class);
        }
      }
      Jdbi superuser = Jdbi.create(Connections.patient(database.superuserUrl()));
      assertThat(query(superuser, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(query(superuser, "SHOW unix_socket_directories")).isEmpty();
      assertThat(query(database, "SELECT rolsuper::text FROM pg_roles WHERE rolname = user"))
          .isEqualTo("false");
      Path home = dataDir.resolve("postgres");
      assertThat(mode(home)).isEqualTo("rwx------");
      assertThat(mode(home.resolve("url"))).isEqualTo("rw-------");
      assertThat(mode(home.resolve("password"))).isEqualTo("rw-------");
    }
  }

  @Test
  void isFoundByOtherCommandsWhileItRuns() throws IOException {
    assertThat(EmbeddedDatabase.attach(dataDir)).isEmpty();
    copyFreshDatabase();
    assertThat(EmbeddedDatabase.attach(dataDir)).isEmpty();
    try (EmbeddedDatabase database = start()) {
      assertThat(EmbeddedDatabase.attach(dataDir)).contains(database.url());
    }
    assertThat(EmbeddedDatabase.attach(dataDir)).isEmpty();
  }

  @Test
  void refusesAFolderThatAnotherServerUses() throws Exception {
    copyFreshDatabase();
    Process other = HeldDatabase.start(dataDir);
    try {
      assertThatThrownBy(this::start)
          .isInstanceOf(DatabaseStartException.class)
          .hasMessageContaining("Another server is running on this DATA_DIR");
      DatabaseUrl url = EmbeddedDatabase.attach(dataDir).orElseThrow();
      try (Connection connection = Connections.patient(url).getConnection()) {
        assertThat(connection.isValid(1)).isTrue();
      }
    } finally {
      other.getOutputStream().close();
      assertThat(other.waitFor(10, SECONDS)).isTrue();
    }
    try (EmbeddedDatabase afterwards = start()) {
      assertThatThrownBy(this::start).isInstanceOf(DatabaseStartException.class);
      assertThat(query(afterwards, "SELECT 'alive'")).isEqualTo("alive");
    }
  }

  @Test
  void takesOverFromAProcessThatWasKilled() throws Exception {
    copyFreshDatabase();
    Process killed = HeldDatabase.start(dataDir);
    DatabaseUrl url = EmbeddedDatabase.attach(dataDir).orElseThrow();
    Jdbi.create(Connections.patient(url))
        .useHandle(handle -> handle.execute("CREATE TABLE kept AS SELECT 42 AS answer"));
    Postmaster orphan = postmaster();
    killed.destroyForcibly().waitFor();
    assertThat(orphan.isAlive()).isTrue();

    try (EmbeddedDatabase database = start()) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(query(database, "SELECT answer::text FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void killsAnOrphanThatDoesNotListenAnyMore() throws Exception {
    copyFreshDatabase();
    Process killed = HeldDatabase.start(dataDir);
    Postmaster orphan = postmaster();
    killed.destroyForcibly().waitFor();
    Signals.send("STOP", orphan.pid());
    try (EmbeddedDatabase database = start()) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(query(database, "SELECT 'alive'")).isEqualTo("alive");
    }
  }

  @Test
  void comesBackWithAllThatWasAcknowledgedWhenItsServerDies() throws IOException {
    copyFreshDatabase();
    try (EmbeddedDatabase embedded = EmbeddedDatabase.start(dataDir, TestServer.binaries());
        Database database = Database.open(embedded.url(), DatabaseSettings.defaults())) {
      database.with(handle -> handle.execute("CREATE TABLE kept AS SELECT 42 AS answer"));
      Postmaster killed = postmaster();
      killed.kill(Duration.ofSeconds(5));

      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      Optional<Integer> answer = Optional.empty();
      while (answer.isEmpty()) {
        assertThat(System.nanoTime()).as("back in time").isLessThan(deadline);
        answer = answer(database);
      }
      assertThat(answer).contains(42);
      assertThat(postmaster().pid()).isNotEqualTo(killed.pid());
    }
  }

  private static Optional<Integer> answer(Database database) {
    try {
      return Optional.of(
          database.with(
              handle -> handle.createQuery("SELECT answer FROM kept").mapTo(Integer.class).one()));
    } catch (ProblemException away) {
      return Optional.empty();
    }
  }

  @Test
  void leavesAStrangerAloneWhoGotTheNumberOfADeadServer() throws IOException {
    copyFreshDatabase();
    start().close();
    Path pidFile = Postmaster.pidFile(dataDir.toRealPath().resolve("postgres/data"));
    long ourselves = ProcessHandle.current().pid();
    Files.writeString(pidFile, ourselves + "\n" + pidFile.getParent() + "\n1\n1\n\n\n\n\n");
    try (EmbeddedDatabase database = start()) {
      assertThat(query(database, "SELECT 'alive'")).isEqualTo("alive");
    }
  }

  /// As when only the server process is killed while one of its backends is busy.
  @Test
  void waitsForTheBackendsOfAServerThatWasKilled() throws Exception {
    copyFreshDatabase();
    Process killed = HeldDatabase.start(dataDir);
    DatabaseUrl url = EmbeddedDatabase.attach(dataDir).orElseThrow();
    Path data = dataDir.toRealPath().resolve("postgres/data");
    try (Connection busy = Connections.patient(url).getConnection();
        var statement = busy.createStatement();
        var answer = statement.executeQuery("SELECT pg_backend_pid()")) {
      assertThat(answer.next()).isTrue();
      long backend = answer.getLong(1);
      Signals.send("STOP", backend); // busy without end
      killed.destroyForcibly().waitFor();
      postmaster().kill(Duration.ofSeconds(5));
      assertThat(ServerProcesses.of(data)).contains(backend);
      try (EmbeddedDatabase database = start()) {
        assertThat(ServerProcesses.of(data)).isNotEmpty().doesNotContain(backend);
        assertThat(query(database, "SELECT 'alive'")).isEqualTo("alive");
      }
    }
  }

  @Test
  void leavesTheFileByWhichPostgresSeesOthersToPostgres() throws IOException {
    copyFreshDatabase();
    start().close();
    Path data = dataDir.toRealPath().resolve("postgres/data");
    Path pidFile = Postmaster.pidFile(data);
    Files.writeString(pidFile, "999999999\n");
    Postmaster.forgetStranger(data);
    assertThat(pidFile).exists();
  }

  @Test
  void keepsWatchingAfterAStartThatFailed() throws Exception {
    copyFreshDatabase();
    try (EmbeddedDatabase database = start()) {
      Path configuration = dataDir.toRealPath().resolve("postgres/data/postgresql.conf");
      Path saved = configuration.resolveSibling("saved");
      Files.move(configuration, saved);
      Files.createDirectory(configuration); // cannot be written
      postmaster().kill(Duration.ofSeconds(5));
      assertThat(new CountDownLatch(1).await(1, SECONDS)).isFalse();
      Files.delete(configuration);
      Files.move(saved, configuration);
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (!answers(database)) {
        assertThat(System.nanoTime()).as("back in time").isLessThan(deadline);
      }
    }
  }

  @Test
  void stopsTheServerEvenWhenItsAddressCannotBeRemoved() throws Exception {
    copyFreshDatabase();
    EmbeddedDatabase database = start();
    Path url = dataDir.resolve("postgres/url");
    Files.delete(url);
    Files.createDirectories(url.resolve("in the way"));
    Postmaster server = postmaster();
    assertThatThrownBy(database::close).isInstanceOf(UncheckedIOException.class);
    assertThat(server.isAlive()).isFalse();
    database.close();
  }

  @Test
  void finishesACreationThatWasInterrupted() throws IOException {
    Path half = Files.createDirectories(dataDir.resolve("postgres/data.new/base"));
    Files.writeString(half.resolve("1"), "half");
    try (EmbeddedDatabase database = start()) {
      assertThat(query(database, "SELECT 'alive'")).isEqualTo("alive");
    }
  }

  @Test
  void saysWhichVersionWroteADatabaseItCannotRead() throws IOException {
    Path data = Files.createDirectories(dataDir.resolve("postgres/data"));
    Files.writeString(data.resolve("PG_VERSION"), "17\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(DatabaseStartException.class)
        .hasMessageContaining("was written by PostgreSQL 17");
  }

  @Test
  void saysWhatIsWrongWithTheFolder() throws IOException {
    Files.writeString(dataDir.resolve("postgres"), "a file where a folder should be");
    assertThatThrownBy(this::start)
        .isInstanceOf(DatabaseStartException.class)
        .hasMessageContaining("DATA_DIR");
  }

  @Test
  void writesNoUserContentToItsLog() throws IOException {
    copyFreshDatabase();
    try (EmbeddedDatabase database = start()) {
      jdbi(database).useHandle(handle -> handle.execute("CREATE TABLE t (x text UNIQUE)"));
      for (int i = 0; i < 2; i++) {
        try {
          jdbi(database).useHandle(handle -> handle.execute("INSERT INTO t VALUES ('canary')"));
        } catch (RuntimeException duplicate) {
          assertThat(i).isEqualTo(1);
        }
      }
    }
    try (Stream<String> lines = Files.lines(dataDir.resolve("postgres/postgres.log"))) {
      assertThat(lines).noneMatch(line -> line.contains("canary"));
    }
  }

  private static boolean answers(EmbeddedDatabase database) {
    try (Connection connection = Connections.patient(database.url()).getConnection()) {
      return connection.isValid(1);
    } catch (SQLException away) {
      return false;
    }
  }

  private EmbeddedDatabase start() {
    return EmbeddedDatabase.start(dataDir, TestServer.binaries(), false);
  }

  private Postmaster postmaster() throws IOException {
    return Postmaster.of(dataDir.toRealPath().resolve("postgres/data")).orElseThrow();
  }

  private static Jdbi jdbi(EmbeddedDatabase database) {
    return Jdbi.create(Connections.patient(database.url()));
  }

  private static String query(EmbeddedDatabase database, String sql) {
    return query(jdbi(database), sql);
  }

  private static String query(Jdbi jdbi, String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
