package com.adiuva.adapters.persistence.shared;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A migrated, empty database for one test class, on the one PostgreSQL server of the test JVM; it
/// takes a few dozen milliseconds. To be closed by JUnit:
///
/// ```java
/// @AutoClose static final TestDatabase database = TestDatabase.create();
/// ```
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final DatabaseUrl url;
  private final Database database;

  private TestDatabase(String name, DatabaseSettings settings) {
    this.name = name;
    this.url = TestServer.instance().createDatabase(name, true);
    this.database = Database.openMigrated(url, settings);
  }

  public static TestDatabase create() {
    return create(DatabaseSettings.defaults());
  }

  /// For tests in which far more threads than connections are at it, or that plant many rows: all
  /// may take its time.
  public static TestDatabase patient() {
    DatabaseSettings usual = DatabaseSettings.defaults();
    return create(
        new DatabaseSettings(
            usual.connections(),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            usual.idleInTransaction()));
  }

  private static TestDatabase create(DatabaseSettings settings) {
    return new TestDatabase(
        "test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet(), settings);
  }

  /// An address such as `DATABASE_URL` holds one, password included, for servers under test.
  public String revealUrl() {
    return url.reveal();
  }

  public DatabaseUrl url() {
    return url;
  }

  /// A pool on it, closed with it.
  public Database database() {
    return database;
  }

  /// Runs one statement, such as the planting of a row no port can make.
  ///
  /// @return how many rows it changed
  public int execute(String sql, Object... arguments) {
    return database.with(handle -> handle.execute(sql, arguments));
  }

  /// Takes all rows from all tables of ours.
  public void clear() {
    execute(
        """
        TRUNCATE users, pending_blobs, blob_removals, storage_records, storage_vectors,
                 backup_metadata, billing_events
         CASCADE
        """);
  }

  @Override
  public void close() {
    database.close();
    TestServer.instance().drop(name);
  }
}
