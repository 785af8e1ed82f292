package com.adiuva.benchmarks;

import com.adiuva.adapters.http.accounts.JwtAccessTokens;
import com.adiuva.adapters.http.accounts.TokenSettings;
import com.adiuva.adapters.persistence.accounts.PostgresSessions;
import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.adapters.persistence.shared.DatabaseSettings;
import com.adiuva.adapters.persistence.shared.EmbeddedDatabase;
import com.adiuva.domain.accounts.AccessTokens;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.Sessions;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.tokens.AccessToken;
import com.adiuva.domain.billing.TierPolicy;
import io.javalin.Javalin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The least a Javalin program can do for `GET /auth/me`: verify the token, run the SQL, write
/// JSON.
final class NakedMe implements AutoCloseable {
  static final String SECRET = "a secret for benchmarks, long enough";

  private final Database database;
  private final Javalin app;

  private NakedMe(Database database, Javalin app) {
    this.database = database;
    this.app = app;
  }

  /// Over the database that a server runs under the same folder.
  static NakedMe start(Path dataDir) {
    Database database =
        Database.open(EmbeddedDatabase.attach(dataDir).orElseThrow(), DatabaseSettings.defaults());
    AccessTokens tokens =
        new JwtAccessTokens(
            new TokenSettings(
                TokenSettings.TokenAlgorithm.HS256,
                new TokenSettings.Secret(SECRET.getBytes(StandardCharsets.UTF_8)),
                List.of(),
                Duration.ofMinutes(30)),
            Clock.systemUTC());
    TierPolicy tiers = new TierPolicy(Tier.FREE, Duration.ofDays(7), Clock.systemUTC());
    Sessions sessions = new PostgresSessions(database, tiers, new SecureRandom());
    Javalin app =
        Javalin.create(
                config -> {
                  config.concurrency.useVirtualThreads = true;
                  config.startup.showJavalinBanner = false;
                  config.routes.get(
                      "/me",
                      ctx -> {
                        String header = String.valueOf(ctx.header("Authorization"));
                        AccessToken.Claims claims = tokens.verify(header.substring(7));
                        Caller caller =
                            sessions.caller(claims.user(), claims.session()).orElseThrow();
                        ctx.json(
                            Map.of(
                                "id", caller.id().toString(),
                                "email", caller.email().value(),
                                "tier", caller.tier().wireName(),
                                "role", caller.role().wireName()));
                      });
                })
            .start("127.0.0.1", 0);
    return new NakedMe(database, app);
  }

  int port() {
    return app.port();
  }

  @Override
  public void close() {
    app.stop();
    database.close();
  }
}
