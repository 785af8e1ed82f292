package com.adiuva.adapters.persistence.shared;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/// The database as the stores of this module use it: migrated, pooled, and never waited for longer
/// than [DatabaseSettings] says.
///
/// Whatever means that the database is away comes out as a
/// [com.adiuva.domain.shared.ProblemException] with `DatabaseUnavailable`.
public final class Database implements AutoCloseable {
  private static final Duration VALIDATION = Duration.ofMillis(250);
  private static final long PING_CACHE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long QUICK_FAILURE_NANOS = Duration.ofMillis(50).toNanos();
  private static final int ATTEMPTS = 3;

  private final PersistentConnections connections;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final ReentrantLock pinging = new ReentrantLock();
  private volatile long answeredAt = System.nanoTime();
  private volatile long failedPingAt = answeredAt - PING_CACHE_NANOS;

  private Database(DatabaseUrl url, DatabaseSettings settings) {
    this.connections = new PersistentConnections(url, settings);
    HikariConfig config = new HikariConfig();
    config.setPoolName("database");
    config.setDataSource(connections);
    config.setMaximumPoolSize(settings.connections());
    config.setConnectionTimeout(settings.acquire().toMillis());
    config.setValidationTimeout(VALIDATION.toMillis());
    config.setInitializationFailTimeout(1); // the first connection is there before we are
    config.setKeepaliveTime(Duration.ofMinutes(1).toMillis());
    this.pool = start(config, url);
    this.jdbi = Jdbi.create(pool);
    // JDBI would put the values of a failed statement into the exception, and so into a log.
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
  }

  /// Migrates the database and opens the pool.
  ///
  /// @throws DatabaseStartException when it cannot be reached or migrated
  public static Database open(DatabaseUrl url, DatabaseSettings settings) {
    Migrations.run(url);
    return new Database(url, settings);
  }

  /// The pool for a database that somebody else migrated.
  static Database openMigrated(DatabaseUrl url, DatabaseSettings settings) {
    return new Database(url, settings);
  }

  private static HikariDataSource start(HikariConfig config, DatabaseUrl url) {
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      throw DatabaseStartException.unusable(url, e.getCause());
    }
  }

  /// Runs statements that each stand for themselves.
  public <T> T with(HandleCallback<T, RuntimeException> work) {
    try {
      return run(work);
    } catch (RuntimeException e) {
      throw SqlFailures.translate(e);
    }
  }

  /// Runs statements that change nothing; once more when the connection turns out to be a dead one
  /// from before the database restarted.
  public <T> T read(HandleCallback<T, RuntimeException> work) {
    long start = System.nanoTime();
    try {
      return run(work);
    } catch (RuntimeException e) {
      if (SqlFailures.brokeConnection(e) && System.nanoTime() - start < QUICK_FAILURE_NANOS) {
        pool.getHikariPoolMXBean().softEvictConnections(); // the others died with it
        return with(work);
      }
      throw SqlFailures.translate(e);
    }
  }

  /// Runs statements that take effect together or not at all. After a deadlock it runs again, so
  /// `work` must do nothing but speak to the database.
  public <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        T result = jdbi.inTransaction(work);
        answeredAt = System.nanoTime();
        return result;
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS || !SqlFailures.lostRace(e)) {
          throw SqlFailures.translate(e);
        }
        LockSupport.parkNanos(
            TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(50 * attempt)));
      }
    }
  }

  /// Whether the database answers. What was learned within the last second, also by other calls, is
  /// not asked again.
  public boolean ping() {
    if (isRecent(answeredAt)) {
      return true;
    }
    pinging.lock();
    try {
      if (isRecent(answeredAt)) {
        return true;
      }
      if (isRecent(failedPingAt)) {
        return false;
      }
      return read(handle -> handle.createQuery("SELECT true").mapTo(Boolean.class).one());
    } catch (RuntimeException e) {
      failedPingAt = System.nanoTime();
      return false;
    } finally {
      pinging.unlock();
    }
  }

  @Override
  public void close() {
    connections.close();
    pool.close();
  }

  private <T> T run(HandleCallback<T, RuntimeException> work) {
    T result = jdbi.withHandle(work);
    answeredAt = System.nanoTime();
    return result;
  }

  private static boolean isRecent(long nanoTime) {
    return System.nanoTime() - nanoTime < PING_CACHE_NANOS;
  }
}
