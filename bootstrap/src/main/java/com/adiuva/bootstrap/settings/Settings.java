package com.adiuva.bootstrap.settings;

import com.adiuva.adapters.http.shared.AllowedOrigins;
import com.adiuva.adapters.http.shared.TrustedProxies;
import com.adiuva.adapters.llm.shared.LanguageModels;
import com.adiuva.adapters.persistence.shared.DatabaseUrl;
import com.adiuva.application.limits.TokenBudgets;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.shared.InvalidValueException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Everything an operator can set, read once.
///
/// @param dev whether `ENV` is `dev`
/// @param dataDir where the embedded adapters and the generated secret live
/// @param database the server to use; empty means the embedded one under `dataDir`
public record Settings(
    boolean dev,
    Path dataDir,
    Http http,
    Optional<DatabaseUrl> database,
    Accounts accounts,
    Tokens tokens,
    LimitSettings limits,
    Chat chat,
    StorageSettings storage,
    BillingSettings billing) {

  private static final List<String> DEFAULT_ORIGINS =
      List.of("app://.", "http://localhost:3000", "http://localhost:5173");
  private static final URI LOCAL_APP = URI.create("http://localhost:3000");

  /// Where and for whom to listen.
  ///
  /// @param port 0 takes any free one
  /// @param publicUrl how clients reach this server, for links in answers; empty means by its
  ///   address here
  public record Http(
      String host,
      int port,
      AllowedOrigins corsOrigins,
      TrustedProxies trustedProxies,
      Optional<URI> publicUrl) {}

  /// What holds for every account.
  public record Accounts(int bcryptCost, Tier defaultTier, Set<EmailAddress> admins) {}

  /// How tokens are signed and how long they live.
  ///
  /// @param secret empty means the one kept under `dataDir`, generated at the first start
  /// @param previousSecrets still verify tokens that were signed before the secret was changed
  public record Tokens(
      Optional<Secret> secret,
      List<Secret> previousSecrets,
      String algorithm,
      Duration accessLifetime,
      Duration refreshLifetime) {}

  /// The language models.
  ///
  /// @param router chooses the agents
  /// @param model does their work
  /// @param fallbacks take the place of either when it fails, in order
  /// @param timeout for one request
  /// @param budgets what users may spend
  public record Chat(
      LanguageModel router,
      LanguageModel model,
      List<LanguageModel> fallbacks,
      Duration timeout,
      TokenBudgets budgets) {}

  /// Reads the settings.
  ///
  /// @param variables as in the environment
  /// @throws SettingsException listing every variable that is wrong
  public static Settings of(Map<String, String> variables) throws SettingsException {
    Variables read = new Variables(variables::get);
    boolean dev = read.oneOf("ENV", "dev", "dev", "prod").equals("dev");
    Path dataDir = read.parsed("DATA_DIR", Settings::path).orElse(Path.of("data"));
    Http http = http(read);
    Optional<DatabaseUrl> database = read.parsed("DATABASE_URL", Settings::databaseUrl);
    Accounts accounts =
        new Accounts(
            read.integer("BCRYPT_COST", 4, 16, 12),
            read.parsed("DEFAULT_TIER", Tier::ofWireName).orElse(Tier.FREE),
            Set.copyOf(read.list("ADMIN_EMAILS", EmailAddress::new)));
    Tokens tokens = tokens(read, dev);
    LimitSettings limits = LimitSettings.of(read);
    Optional<Chat> chat = chat(read);
    StorageSettings storage = StorageSettings.of(read);
    BillingSettings billing = BillingSettings.of(read, http.publicUrl().orElse(LOCAL_APP));
    read.failIfWrong();
    return new Settings(
        dev,
        dataDir.toAbsolutePath(),
        http,
        database,
        accounts,
        tokens,
        limits,
        chat.orElseThrow(),
        Objects.requireNonNull(storage),
        billing);
  }

  private static Http http(Variables read) {
    return new Http(
        read.parsed("HOST", Settings::host).orElse("127.0.0.1"),
        read.integer("PORT", 0, 65_535, 8000),
        read.parsed("CORS_ORIGINS", text -> AllowedOrigins.parse(ListForm.items(text)))
            .orElse(AllowedOrigins.parse(DEFAULT_ORIGINS)),
        read.parsed("TRUSTED_PROXIES", text -> TrustedProxies.parse(ListForm.items(text)))
            .orElse(TrustedProxies.parse(List.of())),
        read.parsed("PUBLIC_URL", Settings::publicUrl));
  }

  private static URI publicUrl(String text) {
    try {
      URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below, the same for both
    }
    throw new InvalidValueException(
        "value_error", "must be an address such as https://adiuva.example.org");
  }

  private static Tokens tokens(Variables read, boolean dev) {
    return new Tokens(
        read.parsed("JWT_SECRET", text -> TokenSecret.checked(text, dev)),
        read.list("JWT_PREVIOUS_SECRETS", text -> TokenSecret.checked(text, dev)),
        read.oneOf("JWT_ALGORITHM", "HS256", "HS256", "HS384", "HS512"),
        Duration.ofMinutes(read.integer("JWT_ACCESS_TOKEN_EXPIRE_MINUTES", 1, 1_440, 30)),
        Duration.ofDays(read.integer("JWT_REFRESH_TOKEN_EXPIRE_DAYS", 1, 365, 30)));
  }

  private static Optional<Chat> chat(Variables read) {
    boolean openAi = read.raw("OPENAI_API_KEY") != null || read.raw("OPENAI_BASE_URL") != null;
    String model = read.text("LLM_MODEL", openAi ? "gpt-4o" : "offline");
    boolean chosen = read.raw("LLM_MODEL") != null;
    String router = read.text("LLM_ROUTER_MODEL", openAi && !chosen ? "gpt-4o-mini" : model);
    Duration timeout = Duration.ofSeconds(read.integer("LLM_TIMEOUT_SECONDS", 1, 600, 60));
    LanguageModels models = LanguageModels.installed();
    Optional<LanguageModel> agents = languageModel(models, read, "LLM_MODEL", model);
    List<LanguageModel> fallbacks =
        read.list("LLM_FALLBACK_MODELS", name -> models.create(name, read::raw));
    Optional<LanguageModel> routing =
        router.equals(model) ? agents : languageModel(models, read, "LLM_ROUTER_MODEL", router);
    TokenBudgets budgets = budgets(read);
    return agents.flatMap(one ->
        routing.map(other -> new Chat(other, one, List.copyOf(fallbacks), timeout, budgets)));
  }

  private static TokenBudgets budgets(Variables read) {
    Map<Tier, Long> perDay = new EnumMap<>(Tier.class);
    for (Tier tier : Tier.values()) {
      read.positive("LLM_DAILY_TOKENS_" + tier.name()).ifPresent(n -> perDay.put(tier, n));
    }
    return new TokenBudgets(perDay);
  }

  private static Optional<LanguageModel> languageModel(
      LanguageModels models, Variables read, String variable, String name) {
    try {
      return Optional.of(models.create(name, read::raw));
    } catch (InvalidValueException e) {
      read.report(variable, e.getMessage());
      return Optional.empty();
    }
  }

  private static String host(String text) {
    try {
      InetAddress.getAllByName(text);
      return text;
    } catch (UnknownHostException e) {
      throw new InvalidValueException(
          "value_error", "must be an address or a name of this machine, such as 127.0.0.1");
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InvalidValueException("value_error", "must be the path of a folder");
    }
  }

  private static DatabaseUrl databaseUrl(String text) {
    try {
      return DatabaseUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("value_error", String.valueOf(e.getMessage()));
    }
  }
}
