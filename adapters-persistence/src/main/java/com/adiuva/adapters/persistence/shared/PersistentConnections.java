package com.adiuva.adapters.persistence.shared;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries until the database is there again, a few times a second. The pool's own retries would back
/// off to five seconds, which is as long as coming back may take in all. The first connection is
/// tried once: a database that was never there is a mistake to report, not to wait out.
final class PersistentConnections extends Connections {
  private static final Logger log = LoggerFactory.getLogger(PersistentConnections.class);
  private static final int RETRY_MILLIS = 200;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicBoolean away = new AtomicBoolean();
  private volatile boolean reached;

  PersistentConnections(DatabaseUrl url, DatabaseSettings settings) {
    super(url, settings);
  }

  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      try {
        Connection connection = super.getConnection();
        reached = true;
        if (away.compareAndSet(true, false)) {
          log.info("The database is back");
        }
        return connection;
      } catch (SQLException e) {
        if (!reached) {
          throw e;
        }
        if (away.compareAndSet(false, true)) {
          log.warn("The database is away: {} (SQL state {})", e.getMessage(), e.getSQLState());
        }
        if (closedWhileWaiting()) {
          throw e;
        }
      }
    }
  }

  /// Ends every attempt.
  void close() {
    closing.countDown();
  }

  private boolean closedWhileWaiting() {
    try {
      return closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
