package com.adiuva.adapters.persistence.shared;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the schema up to date. Of several instances that start at once one does it and the others
/// wait; an older program runs on a newer schema.
final class Migrations {
  private static final int LOCK_RETRIES = 120; // one a second

  private Migrations() {}

  static void run(DatabaseUrl url) {
    DataSource connections = Connections.patient(url);
    requireReachable(connections, url);
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(connections)
          .locations("classpath:db/migration")
          .validateMigrationNaming(true)
          .cleanDisabled(true)
          .lockRetryCount(LOCK_RETRIES)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseStartException(
          "The database " + url + " cannot be migrated to the schema of this version.", e);
    }
  }

  private static void requireReachable(DataSource connections, DatabaseUrl url) {
    try (Connection connection = connections.getConnection()) {
      connection.getMetaData();
    } catch (SQLException e) {
      throw DatabaseStartException.unusable(url, e);
    }
  }
}
