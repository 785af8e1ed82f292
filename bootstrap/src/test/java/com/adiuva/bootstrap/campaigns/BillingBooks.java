package com.adiuva.bootstrap.campaigns;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.adapters.persistence.shared.DatabaseSettings;
import com.adiuva.adapters.persistence.shared.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What the database says of events and customers, read beside the server.
final class BillingBooks implements AutoCloseable {
  private final Database database;

  private BillingBooks(Database database) {
    this.database = database;
  }

  /// Reads the database of a server process that keeps it under `dataDir`.
  static BillingBooks besideServer(Path dataDir) {
    return new BillingBooks(
        Database.open(
            EmbeddedDatabase.attach(dataDir).orElseThrow(),
            DatabaseSettings.defaults().withConnections(2)));
  }

  /// How many events have no effect yet.
  long pending() {
    return database.read(handle ->
        handle
            .createQuery("SELECT count(*) FROM billing_events WHERE state = 'pending'")
            .mapTo(Long.class)
            .one());
  }

  /// The ids of the events that have.
  Set<String> settled() {
    return new HashSet<>(
        database.read(handle ->
            handle
                .createQuery("SELECT id FROM billing_events WHERE state <> 'pending'")
                .mapTo(String.class)
                .list()));
  }

  Optional<String> customer(String email) {
    return database.read(handle ->
        handle
            .createQuery("SELECT stripe_customer_id FROM users WHERE email = :email")
            .bind("email", email)
            .mapTo(String.class)
            .findOne());
  }

  @Override
  public void close() {
    database.close();
  }
}
