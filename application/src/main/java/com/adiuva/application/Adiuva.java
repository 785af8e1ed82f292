package com.adiuva.application;

import com.adiuva.application.accounts.Accounts;
import com.adiuva.application.accounts.Authentication;
import com.adiuva.application.accounts.LoginLimits;
import com.adiuva.application.backups.EncryptedBackups;
import com.adiuva.application.billing.Billing;
import com.adiuva.application.billing.CheckoutPages;
import com.adiuva.application.billing.EventEffects;
import com.adiuva.application.billing.EventWorker;
import com.adiuva.application.billing.Reconciliation;
import com.adiuva.application.billing.SubscriptionSync;
import com.adiuva.application.billing.Webhooks;
import com.adiuva.application.blobs.BlobSweeper;
import com.adiuva.application.blobs.StorageCheck;
import com.adiuva.application.blobs.Uploads;
import com.adiuva.application.chat.AgentRegistry;
import com.adiuva.application.chat.Assistant;
import com.adiuva.application.limits.Metering;
import com.adiuva.application.limits.TokenBudgets;
import com.adiuva.application.limits.TokenUsage;
import com.adiuva.application.records.EncryptedRecords;
import com.adiuva.application.vectors.EncryptedVectors;
import com.adiuva.application.vectors.IndexFollower;
import com.adiuva.domain.accounts.AccessTokens;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.PasswordHasher;
import com.adiuva.domain.accounts.Sessions;
import com.adiuva.domain.accounts.SocketTickets;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.accounts.Users;
import com.adiuva.domain.backups.Backups;
import com.adiuva.domain.billing.Checkouts;
import com.adiuva.domain.billing.EventInbox;
import com.adiuva.domain.billing.PaymentGateway;
import com.adiuva.domain.billing.Subscriptions;
import com.adiuva.domain.billing.TierPolicy;
import com.adiuva.domain.blobs.BlobOutbox;
import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.limits.RateLimiter;
import com.adiuva.domain.limits.StorageAudit;
import com.adiuva.domain.limits.StorageLedger;
import com.adiuva.domain.limits.TokenLedger;
import com.adiuva.domain.records.Records;
import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.Vectors;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The core, assembled from ports feature by feature: our server does it, and so does any other JVM
/// program that embeds us. A feature that was not asked for needs none of its ports.
///
/// ```java
/// Assistant assistant = new Adiuva(Clock.systemUTC()).assistant(new ChatPorts(model));
/// ```
public final class Adiuva {
  private static final Duration WEBHOOK_PATIENCE = Duration.ofSeconds(1);

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
  /// @param metering counts what models cost
  public record ChatPorts(
      LanguageModel router,
      LanguageModel model,
      AgentRegistry agents,
      Duration timeout,
      Metering metering) {

    /// One model for everything, the built-in agents, one minute, and nobody counts.
    public ChatPorts(LanguageModel model) {
      this(model, model, AgentRegistry.withBuiltInAgents(), Duration.ofMinutes(1), Metering.none());
    }
  }

  /// What metering needs.
  ///
  /// @param onUnsettled hears whose call could not be counted at once; must not throw
  public record MeteringPorts(
      TokenLedger ledger, TokenBudgets budgets, Consumer<UserId> onUnsettled) {}

  /// What counts and limits, to be closed in the end, and what tells users about it.
  public record MeteringFeature(Metering metering, TokenUsage usage) {}

  /// What billing needs.
  ///
  /// @param gateway who collects the money; empty when nobody does
  /// @param tiers says which tier a subscription makes
  public record BillingPorts(
      Subscriptions subscriptions,
      Checkouts checkouts,
      EventInbox inbox,
      Optional<PaymentGateway> gateway,
      TierPolicy tiers) {}

  /// Billing: what users and Stripe ask for, and what keeps us in step with Stripe.
  ///
  /// @param worker to be run every few seconds
  /// @param reconciliation to be run every now and then
  public record BillingFeature(
      Billing billing, Webhooks webhooks, EventWorker worker, Reconciliation reconciliation) {}

  /// What encrypted storage needs.
  public record StoragePorts(
      BlobStore blobs,
      StorageLedger ledger,
      BlobOutbox outbox,
      StorageAudit audit,
      Records records,
      Backups backups,
      Vectors vectors,
      VectorIndex index) {}

  /// Encrypted storage: what clients use, and what keeps it in order.
  ///
  /// @param sweeper to be run every now and then
  /// @param follower to be run every now and then
  public record StorageFeature(
      EncryptedRecords records,
      EncryptedBackups backups,
      EncryptedVectors vectors,
      BlobSweeper sweeper,
      IndexFollower follower,
      StorageCheck check) {}

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
        new Assistant.Models(ports.router(), ports.model(), ports.metering()),
        ports.agents(),
        clock,
        random,
        ports.timeout());
  }

  public MeteringFeature metering(MeteringPorts ports) {
    Metering metering =
        new Metering(ports.ledger(), ports.budgets(), ports.onUnsettled(), clock, random);
    return new MeteringFeature(
        metering, new TokenUsage(metering, ports.ledger(), ports.budgets(), clock));
  }

  public BillingFeature billing(BillingPorts ports) {
    boolean configured = ports.gateway().isPresent();
    SubscriptionSync sync = new SubscriptionSync(ports.subscriptions(), ports.gateway(), clock);
    CheckoutPages pages =
        new CheckoutPages(ports.subscriptions(), ports.checkouts(), sync, clock, random);
    EventEffects effects = new EventEffects(ports.inbox(), sync, clock, random);
    return new BillingFeature(
        new Billing(ports.subscriptions(), ports.tiers(), sync, pages, configured, clock),
        new Webhooks(sync, ports.inbox(), effects, clock, WEBHOOK_PATIENCE),
        new EventWorker(ports.inbox(), effects, configured, clock),
        new Reconciliation(ports.subscriptions(), ports.inbox(), sync, effects, clock));
  }

  public StorageFeature storage(StoragePorts ports) {
    Uploads uploads = new Uploads(ports.ledger(), ports.blobs(), clock);
    IndexFollower follower = new IndexFollower(ports.vectors(), ports.index());
    return new StorageFeature(
        new EncryptedRecords(ports.records(), uploads, clock, random),
        new EncryptedBackups(ports.backups(), uploads, clock, random),
        new EncryptedVectors(ports.vectors(), ports.index(), follower, clock),
        new BlobSweeper(ports.outbox(), ports.blobs(), ports.index(), clock, random),
        follower,
        new StorageCheck(ports.audit(), ports.blobs(), clock));
  }
}
