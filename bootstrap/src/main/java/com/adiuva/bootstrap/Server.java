package com.adiuva.bootstrap;

import com.adiuva.adapters.http.accounts.AccountRoutes;
import com.adiuva.adapters.http.accounts.SessionRoutes;
import com.adiuva.adapters.http.backups.BackupRoutes;
import com.adiuva.adapters.http.billing.BillingRoutes;
import com.adiuva.adapters.http.billing.WebhookRoutes;
import com.adiuva.adapters.http.blobs.DownloadRoutes;
import com.adiuva.adapters.http.chat.ChatRoutes;
import com.adiuva.adapters.http.chat.ChatSocket;
import com.adiuva.adapters.http.health.Readiness;
import com.adiuva.adapters.http.limits.EntitlementRoutes;
import com.adiuva.adapters.http.limits.UsageRoutes;
import com.adiuva.adapters.http.plans.PlanRoutes;
import com.adiuva.adapters.http.records.RecordRoutes;
import com.adiuva.adapters.http.records.SyncRoutes;
import com.adiuva.adapters.http.server.HttpServer;
import com.adiuva.adapters.http.server.HttpSettings;
import com.adiuva.adapters.http.server.PortUnavailableException;
import com.adiuva.adapters.http.shared.Idempotency;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.adapters.http.vectors.VectorRoutes;
import com.adiuva.adapters.persistence.billing.PostgresSubscriptions;
import com.adiuva.adapters.persistence.idempotency.PostgresIdempotencyKeys;
import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.adapters.persistence.shared.DatabaseSettings;
import com.adiuva.adapters.persistence.shared.DatabaseStartException;
import com.adiuva.adapters.persistence.shared.DatabaseUrl;
import com.adiuva.adapters.persistence.shared.EmbeddedDatabase;
import com.adiuva.application.Adiuva;
import com.adiuva.application.Adiuva.AccountFeature;
import com.adiuva.application.Adiuva.BillingFeature;
import com.adiuva.application.Adiuva.MeteringFeature;
import com.adiuva.application.Adiuva.StorageFeature;
import com.adiuva.application.chat.Assistant;
import com.adiuva.application.limits.CallerEntitlements;
import com.adiuva.bootstrap.settings.Settings;
import com.adiuva.bootstrap.wiring.AccountAdapters;
import com.adiuva.bootstrap.wiring.BillingAdapters;
import com.adiuva.bootstrap.wiring.ChatAdapters;
import com.adiuva.bootstrap.wiring.Limiters;
import com.adiuva.bootstrap.wiring.Opened;
import com.adiuva.bootstrap.wiring.ProgramFolder;
import com.adiuva.bootstrap.wiring.StartException;
import com.adiuva.bootstrap.wiring.StorageAdapters;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.shared.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The composition root: everything is made here, plugged together, and closed in reverse order.
public final class Server implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Server.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final SecureRandom random = new SecureRandom();
  private final Settings settings;
  private final Clock clock;

  private final Opened opened = new Opened();
  private @Nullable HttpServer http;

  private Server(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  private void start() throws StartException {
    try {
      Adiuva core = new Adiuva(clock);
      DatabaseUrl url =
          settings.database().isPresent()
              ? settings.database().get()
              : opened.open(this::embeddedDatabase).url();
      Database database = opened.open(() -> Database.open(url, DatabaseSettings.defaults()));
      Limiters limiters = Limiters.open(settings.limits(), clock, opened);
      BillingAdapters payments = BillingAdapters.open(settings, clock, random, opened);
      BillingFeature billing = core.billing(payments.ports(database));
      AccountFeature accounts =
          core.accounts(
              new AccountAdapters(settings, clock, random, opened)
                  .ports(database, payments.tiers(), limiters.doors()));
      ChatAdapters chat = ChatAdapters.of(settings.chat(), random);
      MeteringFeature metering = core.metering(chat.metering(database));
      opened.open(metering::metering);
      Assistant assistant = core.assistant(chat.ports(metering));
      assistant
          .redactions()
          .onEach(() -> log.warn("something of ours was kept out of an answer (\"[REDACTED]\")"));
      StorageAdapters adapters = StorageAdapters.open(settings, this::apiUrl, clock, opened);
      StorageFeature storage = core.storage(adapters.ports(database));
      opened.open(() -> Maintenance.start(storage, billing, settings.database().isEmpty()));
      Idempotency idempotency = new Idempotency(new PostgresIdempotencyKeys(database), clock);
      List<RouteGroup> routes =
          List.of(
              new AccountRoutes(accounts.accounts()),
              new SessionRoutes(accounts.authentication()),
              new ChatRoutes(assistant),
              new ChatSocket(accounts.authentication(), assistant, limiters.requests(), random),
              new PlanRoutes(assistant.plans(), assistant.steps()),
              new UsageRoutes(metering.usage()),
              new EntitlementRoutes(
                  new CallerEntitlements(new PostgresSubscriptions(database)::of)),
              new RecordRoutes(storage.records(), idempotency),
              new SyncRoutes(storage.records(), idempotency),
              new VectorRoutes(storage.vectors()),
              new BackupRoutes(storage.backups()),
              new DownloadRoutes(adapters.downloads(), adapters.blobs()),
              new BillingRoutes(billing.billing(), idempotency),
              new WebhookRoutes(billing.webhooks()));
      HttpServer server =
          opened.open(() ->
              new HttpServer(
                  httpSettings(),
                  accounts.authentication(),
                  limiters.requests(),
                  readiness(database, adapters, chat, payments),
                  routes));
      server.start();
      http = server;
      logChoices();
    } catch (DatabaseStartException | PortUnavailableException e) {
      close();
      throw new StartException(String.valueOf(e.getMessage()), e);
    } catch (InvalidValueException e) {
      close();
      throw new StartException(e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      close();
      throw new StartException("DATA_DIR cannot be used: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /// Starts everything and returns when requests are accepted.
  ///
  /// @throws StartException when the database or the port cannot be had; nothing is left open
  public static Server start(Settings settings) throws StartException {
    return start(settings, Clock.systemUTC());
  }

  /// The same for a server that is the process's own: a signal closes it, also while it starts.
  ///
  /// @param afterwards runs when the process ends and everything is closed
  static Server startWithProcess(Settings settings, Runnable afterwards) throws StartException {
    Server server = new Server(settings, Clock.systemUTC());
    Thread stop =
        new Thread(
            () -> {
              server.close();
              afterwards.run();
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    server.start();
    return server;
  }

  /// The same with another idea of the time, for tests.
  static Server start(Settings settings, Clock clock) throws StartException {
    Server server = new Server(settings, clock);
    server.start();
    return server;
  }

  /// Where the server answers, without the base path of the API.
  public String url() {
    String host = settings.http().host();
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String name = everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return "http://" + name + ":" + port();
  }

  /// The base path of the API as clients reach it.
  private String apiUrl() {
    return settings.http().publicUrl().map(URI::toString).orElseGet(this::url) + Routes.BASE;
  }

  private int port() {
    if (http == null) {
      throw new IllegalStateException("the server has not started");
    }
    return http.port();
  }

  private EmbeddedDatabase embeddedDatabase() {
    Path dataDir = settings.dataDir();
    return EmbeddedDatabase.start(dataDir, ProgramFolder.or(dataDir.resolve("postgres")));
  }

  private HttpSettings httpSettings() {
    Settings.Http set = settings.http();
    return new HttpSettings(
        set.host(),
        set.port(),
        set.corsOrigins(),
        set.trustedProxies(),
        Version.CURRENT,
        settings.dev(),
        STOP_TIMEOUT);
  }

  private static Readiness readiness(
      Database database, StorageAdapters storage, ChatAdapters chat, BillingAdapters billing) {
    return () -> {
      Map<String, Readiness.State> components = new LinkedHashMap<>();
      components.put("database", state(database.ping()));
      components.put("blobs", state(storage.blobs().isAnswering()));
      components.put("vectors", state(storage.vectors().isAnswering()));
      components.put("llm", state(chat.isAnswering()));
      components.put(
          "billing",
          billing.gateway().isPresent() ? Readiness.State.UP : Readiness.State.UNCONFIGURED);
      return components;
    };
  }

  private static Readiness.State state(boolean up) {
    return up ? Readiness.State.UP : Readiness.State.DOWN;
  }

  private void logChoices() {
    log.atInfo()
        .addKeyValue("database", settings.database().isPresent() ? "external" : "embedded")
        .addKeyValue("blob_store", settings.storage().blobStore())
        .addKeyValue("vector_store", settings.storage().vectorStore())
        .addKeyValue("limits", settings.limits().redis().isPresent() ? "redis" : "in process")
        .addKeyValue("llm_model", settings.chat().model().name())
        .addKeyValue("llm_router_model", settings.chat().router().name())
        .addKeyValue(
            "llm_fallback_models",
            settings.chat().fallbacks().stream()
                .map(LanguageModel::name)
                .collect(Collectors.joining(",")))
        .log("adapters chosen");
  }

  /// Stops gracefully: requests in flight finish, then everything is closed in reverse order. Twice
  /// is no error.
  @Override
  public void close() {
    opened.close();
  }
}
