package com.adiuva.adapters.persistence.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;

/// The one PostgreSQL server of this test JVM, started at first use and stopped at exit. It trades
/// durability for speed and keeps its files under `target` for the next run.
final class TestServer {
  private static final String TEMPLATE = "migrated";

  private final EmbeddedDatabase server;
  private final Jdbi jdbi;

  private static final class Holder {
    static final TestServer INSTANCE = new TestServer();
  }

  private TestServer() {
    this.server = start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    DatabaseUrl superuser = server.superuserUrl();
    this.jdbi = Jdbi.create(Connections.patient(superuser));
    for (String leftOver : databasesOfEarlierRuns()) {
      drop(leftOver);
    }
    execute("CREATE DATABASE " + TEMPLATE + " OWNER " + DataDirectory.OWNER);
    Migrations.run(server.url().withDatabase(TEMPLATE));
  }

  static TestServer instance() {
    return Holder.INSTANCE;
  }

  DatabaseUrl createDatabase(String name, boolean migrated) {
    String template = migrated ? TEMPLATE : "template1";
    execute("CREATE DATABASE " + name + " TEMPLATE " + template + " OWNER " + DataDirectory.OWNER);
    return server.url().withDatabase(name);
  }

  void drop(String name) {
    execute("DROP DATABASE " + name + " WITH (FORCE)");
  }

  /// Where the programs of PostgreSQL are unpacked for all test runs of this user.
  static Path binaries() {
    return Path.of(System.getProperty("user.home"), ".cache", "adiuva");
  }

  private Iterable<String> databasesOfEarlierRuns() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT datname FROM pg_database
                 WHERE datname = :template OR datname LIKE 'test\\_%'
                """)
            .bind("template", TEMPLATE)
            .mapTo(String.class)
            .list());
  }

  private void execute(String sql) {
    jdbi.useHandle(handle -> handle.execute(sql));
  }

  private static EmbeddedDatabase start() {
    Path target = Path.of("target", "test-database");
    try {
      try {
        return EmbeddedDatabase.start(target, binaries(), false);
      } catch (DatabaseStartException e) {
        // another test run of this module has it
        Path own = Files.createTempDirectory("test-database");
        return EmbeddedDatabase.start(own, binaries(), false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
