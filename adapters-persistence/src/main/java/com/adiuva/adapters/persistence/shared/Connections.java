package com.adiuva.adapters.persistence.shared;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// Opens single connections to one database, with deadlines on the connection itself.
sealed class Connections implements DataSource permits PersistentConnections {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final DatabaseUrl url;
  private final Duration answer;
  private final String session;

  private Connections(DatabaseUrl url, Duration answer, String session) {
    this.url = url;
    this.answer = answer;
    this.session = session;
  }

  /// With PostgreSQL's default price of a random read, made for spinning disks, a user who owns
  /// most rows would have whole tables read for a page.
  Connections(DatabaseUrl url, DatabaseSettings settings) {
    this(
        url,
        settings.answer(),
        String.format(
            Locale.ROOT,
            """
            SET statement_timeout = %d;
            SET lock_timeout = %d;
            SET idle_in_transaction_session_timeout = %d;
            SET random_page_cost = 1.1\
            """,
            settings.statement().toMillis(),
            settings.lock().toMillis(),
            settings.idleInTransaction().toMillis()));
  }

  /// For work that may take minutes, such as migrations.
  static Connections patient(DatabaseUrl url) {
    return new Connections(url, Duration.ofMinutes(10), "SET lock_timeout = '60s'");
  }

  @Override
  public Connection getConnection() throws SQLException {
    Properties properties = new Properties();
    properties.putAll(url.parameters());
    PGProperty.USER.set(properties, url.user());
    PGProperty.PASSWORD.set(properties, url.password());
    PGProperty.CONNECT_TIMEOUT.set(properties, (int) CONNECT.toSeconds());
    PGProperty.SOCKET_TIMEOUT.set(properties, (int) CONNECT.toSeconds());
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    // The text of a violated constraint quotes the values: user content.
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    properties.putIfAbsent(PGProperty.APPLICATION_NAME.getName(), "adiuva");
    Connection connection = new Driver().connect(url.jdbcUrl(), properties);
    if (connection == null) {
      throw new SQLException("the driver does not know this kind of address", "08001");
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(session);
      connection.setNetworkTimeout(Runnable::run, (int) answer.toMillis());
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the login is part of the address");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // the driver logs nothing
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // ours is part of the connection properties
  }

  @Override
  public int getLoginTimeout() {
    return (int) CONNECT.toSeconds();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
