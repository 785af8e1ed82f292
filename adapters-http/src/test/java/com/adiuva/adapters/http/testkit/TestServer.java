package com.adiuva.adapters.http.testkit;

import com.adiuva.adapters.http.accounts.AccountRoutes;
import com.adiuva.adapters.http.accounts.JwtAccessTokens;
import com.adiuva.adapters.http.accounts.SessionRoutes;
import com.adiuva.adapters.http.accounts.TokenSettings;
import com.adiuva.adapters.http.chat.ChatRoutes;
import com.adiuva.adapters.http.chat.ChatSocket;
import com.adiuva.adapters.http.health.Readiness;
import com.adiuva.adapters.http.limits.EntitlementRoutes;
import com.adiuva.adapters.http.limits.UsageRoutes;
import com.adiuva.adapters.http.plans.PlanRoutes;
import com.adiuva.adapters.http.server.HttpServer;
import com.adiuva.adapters.http.server.HttpSettings;
import com.adiuva.adapters.http.shared.AllowedOrigins;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.TrustedProxies;
import com.adiuva.application.accounts.Accounts;
import com.adiuva.application.accounts.Authentication;
import com.adiuva.application.accounts.ClientInfo;
import com.adiuva.application.accounts.LoginLimits;
import com.adiuva.application.accounts.SignedIn;
import com.adiuva.application.chat.AgentRegistry;
import com.adiuva.application.chat.Assistant;
import com.adiuva.application.limits.CallerEntitlements;
import com.adiuva.application.limits.Metering;
import com.adiuva.application.limits.RequestLimits;
import com.adiuva.application.limits.TokenBudgets;
import com.adiuva.application.limits.TokenUsage;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.FastPasswordHasher;
import com.adiuva.domain.accounts.InMemoryAccounts;
import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.limits.InMemoryTokenLedger;
import com.adiuva.domain.limits.WindowRateLimiter;
import com.adiuva.domain.shared.MovableClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The real server with all its routes on a free port, over accounts in memory and a clock that
/// stands.
public final class TestServer implements AutoCloseable {
  public static final TokenSettings.Secret SECRET = secret("the secret of these tests, 32 bytes!");
  public static final String PASSWORD = "correct horse battery staple";

  /// What users of `power` may spend a day; others have no limit.
  public static final long POWER_TOKENS = 10_000;

  private static final TokenBudgets BUDGETS = new TokenBudgets(Map.of(Tier.POWER, POWER_TOKENS));

  private static final ObjectMapper JSON = new ObjectMapper();

  public final MovableClock clock = new MovableClock(People.NOON);
  public final InMemoryAccounts store = new InMemoryAccounts();
  public final BreakableLimiter limiter = new BreakableLimiter(new WindowRateLimiter(clock));
  public final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
  public final TestStorage storage = new TestStorage(clock);
  public final TestBilling billing = new TestBilling(clock, store, true);
  public final Map<String, Readiness.State> components = new ConcurrentHashMap<>();
  public final JwtAccessTokens tokens;
  public final Authentication authentication;
  public final Accounts accounts;
  public final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private int people;

  public TestServer(RouteGroup... more) {
    this(List.of(), Duration.ofSeconds(5), more);
  }

  public TestServer(List<String> trustedProxies, Duration stopTimeout, RouteGroup... more) {
    this(trustedProxies, stopTimeout, 10_000, more);
  }

  public TestServer(
      List<String> trustedProxies, Duration stopTimeout, int maxConnections, RouteGroup... more) {
    this(false, trustedProxies, stopTimeout, maxConnections, more);
  }

  /// One that counts requests as users have them counted, by its clock.
  public static TestServer counting(RouteGroup... more) {
    return new TestServer(true, List.of(), Duration.ofSeconds(5), 10_000, more);
  }

  private TestServer(
      boolean counting,
      List<String> trustedProxies,
      Duration stopTimeout,
      int maxConnections,
      RouteGroup... more) {
    SecureRandom random = new SecureRandom();
    tokens =
        new JwtAccessTokens(
            new TokenSettings(
                TokenSettings.TokenAlgorithm.HS256, SECRET, List.of(), Duration.ofMinutes(30)),
            clock);
    authentication = new Authentication(store, store, tokens, clock, random, Duration.ofDays(30));
    accounts =
        new Accounts(
            store,
            new FastPasswordHasher(),
            authentication,
            new LoginLimits(limiter),
            new Accounts.Fresh(clock, random),
            Set.of(new EmailAddress("admin@example.org")));
    for (String name : List.of("database", "blobs", "vectors", "llm", "billing")) {
      components.put(name, Readiness.State.UP);
    }
    ParrotModel model = new ParrotModel();
    Metering metering = new Metering(ledger, BUDGETS, user -> {}, clock, random);
    Assistant assistant =
        new Assistant(
            new Assistant.Models(model, model, metering),
            AgentRegistry.withBuiltInAgents(),
            clock,
            random,
            Duration.ofSeconds(10));
    RequestLimits limits = counting ? TestLimits.real(limiter, clock) : TestLimits.generous();
    List<RouteGroup> groups =
        new ArrayList<>(
            List.of(
                new AccountRoutes(accounts),
                new SessionRoutes(authentication),
                new ChatRoutes(assistant),
                new ChatSocket(authentication, assistant, limits, random),
                new PlanRoutes(assistant.plans(), assistant.steps()),
                new UsageRoutes(new TokenUsage(metering, ledger, BUDGETS, clock)),
                new EntitlementRoutes(new CallerEntitlements(billing::account))));
    groups.addAll(storage.routes());
    groups.addAll(billing.routes());
    groups.addAll(List.of(more));
    server =
        new HttpServer(
            new HttpSettings(
                "127.0.0.1",
                0,
                AllowedOrigins.parse(
                    List.of("app://", "http://localhost:3000", "http://127.0.0.1:*")),
                TrustedProxies.parse(trustedProxies),
                "1.2.3",
                true,
                stopTimeout,
                maxConnections),
            authentication,
            limits,
            () -> components,
            groups);
    server.start();
  }

  public static TokenSettings.Secret secret(String text) {
    return new TokenSettings.Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  public int port() {
    return server.port();
  }

  /// Somebody new who is signed in, without a request.
  public SignedIn signUp() {
    people++;
    return accounts.register(
        new EmailAddress("somebody-" + people + "@example.org"),
        Password.chosen(PASSWORD),
        new ClientInfo("test-" + people, "kit"));
  }

  /// Somebody new of that tier who is signed in.
  public SignedIn signUp(Tier tier) {
    SignedIn who = signUp();
    store.setTier(authentication.authenticate(who.accessToken().value()).id(), tier);
    return who;
  }

  public static String bearer(SignedIn who) {
    return "Bearer " + who.accessToken().value();
  }

  /// A request below the base path; `headers` are name and value in turn.
  public Answer call(String method, String path, String body, String... headers) {
    return callAtRoot(method, "/api/v1" + path, body, headers);
  }

  public Answer callAtRoot(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(20))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(
          client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public Answer get(String path, String... headers) {
    return call("GET", path, "", headers);
  }

  /// With a JSON body.
  public Answer post(String path, String body, String... headers) {
    return json("POST", path, body, headers);
  }

  public Answer json(String method, String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return call(method, path, body, all.toArray(String[]::new));
  }

  @Override
  public void close() {
    // First, since a server that stops waits a second for idle connections.
    client.shutdownNow();
    server.close();
  }

  /// An answer, with its body as JSON where it is.
  public record Answer(HttpResponse<String> raw) {
    public int status() {
      return raw.statusCode();
    }

    public String body() {
      return raw.body();
    }

    public JsonNode json() {
      try {
        return JSON.readTree(raw.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// The problem's code, or the empty text.
    public String code() {
      return json().path("code").asText();
    }

    public String header(String name) {
      return String.join(", ", raw.headers().allValues(name));
    }
  }
}
