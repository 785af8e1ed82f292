package com.adiuva.bootstrap.wiring;

import com.adiuva.adapters.http.accounts.JwtAccessTokens;
import com.adiuva.adapters.http.accounts.TokenSettings;
import com.adiuva.adapters.persistence.accounts.BcryptPasswordHasher;
import com.adiuva.adapters.persistence.accounts.BoundedPasswordHasher;
import com.adiuva.adapters.persistence.accounts.PostgresSessions;
import com.adiuva.adapters.persistence.accounts.PostgresSocketTickets;
import com.adiuva.adapters.persistence.accounts.PostgresUsers;
import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.application.Adiuva.AccountPorts;
import com.adiuva.bootstrap.settings.Secret;
import com.adiuva.bootstrap.settings.Settings;
import com.adiuva.bootstrap.settings.TokenSecret;
import com.adiuva.domain.accounts.PasswordHasher;
import com.adiuva.domain.billing.TierPolicy;
import com.adiuva.domain.limits.RateLimiter;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;

/// What accounts and sessions are made of.
public final class AccountAdapters {
  private final Settings settings;
  private final Clock clock;
  private final SecureRandom random;
  private final Opened opened;

  /// @param opened closes what is opened here
  public AccountAdapters(Settings settings, Clock clock, SecureRandom random, Opened opened) {
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.opened = opened;
  }

  /// @param tiers says which tier a subscription makes
  /// @param doors counts those who are not signed in
  /// @throws IOException when the secret for tokens can neither be read nor made
  public AccountPorts ports(Database database, TierPolicy tiers, RateLimiter doors)
      throws IOException, StartException {
    PasswordHasher bcrypt = new BcryptPasswordHasher(settings.accounts().bcryptCost(), random);
    return new AccountPorts(
        new PostgresUsers(database),
        new PostgresSessions(database, tiers, random),
        new PostgresSocketTickets(database, tiers),
        opened.open(
            () -> new BoundedPasswordHasher(bcrypt, Runtime.getRuntime().availableProcessors())),
        new JwtAccessTokens(tokens(), clock),
        doors,
        settings.tokens().refreshLifetime(),
        settings.accounts().admins());
  }

  private TokenSettings tokens() throws IOException {
    Settings.Tokens tokens = settings.tokens();
    Secret secret =
        tokens.secret().isPresent()
            ? tokens.secret().get()
            : TokenSecret.keptIn(settings.dataDir());
    return new TokenSettings(
        TokenSettings.TokenAlgorithm.valueOf(tokens.algorithm()),
        new TokenSettings.Secret(secret.bytes()),
        tokens.previousSecrets().stream()
            .map(previous -> new TokenSettings.Secret(previous.bytes()))
            .toList(),
        tokens.accessLifetime());
  }
}
