package com.adiuva.application;

import com.adiuva.application.accounts.Accounts;
import com.adiuva.application.accounts.Authentication;
import com.adiuva.application.accounts.LoginLimits;
import com.adiuva.application.chat.AgentRegistry;
import com.adiuva.application.chat.Assistant;
import com.adiuva.domain.accounts.AccessTokens;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.PasswordHasher;
import com.adiuva.domain.accounts.Sessions;
import com.adiuva.domain.accounts.SocketTickets;
import com.adiuva.domain.accounts.Users;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.limits.RateLimiter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/// The core, assembled from ports feature by feature: our server does it, and so does any other JVM
/// program that embeds us. A feature that was not asked for needs none of its ports.
///
/// ```java
/// Assistant assistant = new Adiuva(Clock.systemUTC()).assistant(new ChatPorts(model));
/// ```
public final class Adiuva {
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /// @param clock what counts as now, everywhere
  public Adiuva(Clock clock) {
    this.clock = clock;
  }

  /// What accounts need.
  ///
  /// @param refreshLifetime how long a refresh token can be used
  /// @param admins whoever registers one of these addresses becomes admin
  public record AccountPorts(
      Users users,
      Sessions sessions,
      SocketTickets tickets,
      PasswordHasher passwordHasher,
      AccessTokens accessTokens,
      RateLimiter rateLimiter,
      Duration refreshLifetime,
      Set<EmailAddress> admins) {}

  /// What the assistant needs.
  ///
  /// @param router chooses the agents
  /// @param model does their work
  /// @param agents the specialists, to which a host may add its own
  /// @param timeout for one request, however many calls of a model it takes
  public record ChatPorts(
      LanguageModel router, LanguageModel model, AgentRegistry agents, Duration timeout) {

    /// One model for everything, the built-in agents, one minute.
    public ChatPorts(LanguageModel model) {
      this(model, model, AgentRegistry.withBuiltInAgents(), Duration.ofMinutes(1));
    }
  }

  /// Accounts with their sessions, over the same ports.
  public record AccountFeature(Accounts accounts, Authentication authentication) {}

  public AccountFeature accounts(AccountPorts ports) {
    Authentication authentication =
        new Authentication(
            ports.sessions(),
            ports.tickets(),
            ports.accessTokens(),
            clock,
            random,
            ports.refreshLifetime());
    Accounts accounts =
        new Accounts(
            ports.users(),
            ports.passwordHasher(),
            authentication,
            new LoginLimits(ports.rateLimiter()),
            new Accounts.Fresh(clock, random),
            ports.admins());
    return new AccountFeature(accounts, authentication);
  }

  public Assistant assistant(ChatPorts ports) {
    return new Assistant(
        ports.router(), ports.model(), ports.agents(), clock, random, ports.timeout());
  }
}
