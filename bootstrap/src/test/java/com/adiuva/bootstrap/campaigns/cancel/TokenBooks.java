package com.adiuva.bootstrap.campaigns.cancel;

import com.adiuva.adapters.persistence.billing.PostgresSubscriptions;
import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.adapters.persistence.shared.DatabaseSettings;
import com.adiuva.adapters.persistence.shared.DatabaseUrl;
import com.adiuva.adapters.persistence.shared.EmbeddedDatabase;
import com.adiuva.application.billing.Grants;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Usage;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/// What users are said to have spent with models, and what is reserved for them, read beside the
/// server.
public final class TokenBooks implements AutoCloseable {
  private final ApiClient api;
  private final Database database;

  private TokenBooks(ApiClient api, Database database) {
    this.api = api;
    this.database = database;
  }

  /// @param database of the server
  public static TokenBooks of(ApiClient api, DatabaseUrl database) {
    return new TokenBooks(
        api, Database.open(database, DatabaseSettings.defaults().withConnections(2)));
  }

  /// Reads the database of a server process that keeps it under `dataDir`.
  public static TokenBooks besideServer(ApiClient api, Path dataDir) {
    return of(api, EmbeddedDatabase.attach(dataDir).orElseThrow());
  }

  /// Gives somebody a tier.
  public void grant(String token, Tier tier) throws IOException, InterruptedException {
    UserId user = new UserId(UUID.fromString(api.get("/auth/me", token).text("id")));
    Grants.Outcome outcome =
        new Grants(new PostgresSubscriptions(database), Clock.systemUTC()).grant(user, tier);
    if (!(outcome instanceof Grants.Outcome.Granted)) {
      throw new IllegalStateException("not granted: " + outcome);
    }
  }

  /// What all models together cost somebody, as he is told.
  Usage spent(String token) throws IOException, InterruptedException {
    Usage spent = Usage.NONE;
    for (JsonNode day : api.get("/usage", token).body().path("days")) {
      spent = spent.plus(usageOf(day));
    }
    return spent;
  }

  static Usage usageOf(JsonNode told) {
    return new Usage(told.path("input_tokens").longValue(), told.path("output_tokens").longValue());
  }

  /// How many reservations there are, of anybody.
  long reservations() {
    return database.read(handle ->
        handle.createQuery("SELECT count(*) FROM token_reservations").mapTo(Long.class).one());
  }

  @Override
  public void close() {
    database.close();
  }
}
