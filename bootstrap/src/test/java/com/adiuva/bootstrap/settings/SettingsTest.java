package com.adiuva.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.adiuva.application.limits.TokenBudgets;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.chat.model.LanguageModel;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
  private static final String STRONG = "0123456789abcdef0123456789abcdef";

  private static SettingsException refused(Map<String, String> variables) {
    SettingsException refused =
        catchThrowableOfType(SettingsException.class, () -> Settings.of(variables));
    assertThat(refused).as("settings that cannot be used").isNotNull();
    return refused;
  }

  @Test
  void everythingHasADefault() throws SettingsException {
    Settings settings = Settings.of(Map.of());
    assertThat(settings.dev()).isTrue();
    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.http().port()).isEqualTo(8000);
    assertThat(settings.http().corsOrigins().allows("app://.")).isTrue();
    assertThat(settings.http().corsOrigins().allows("http://localhost:5173")).isTrue();
    assertThat(settings.http().corsOrigins().allows("http://localhost:5174")).isFalse();
    assertThat(settings.database()).isEmpty();
    assertThat(settings.accounts().bcryptCost()).isEqualTo(12);
    assertThat(settings.accounts().defaultTier()).isEqualTo(Tier.FREE);
    assertThat(settings.tokens().accessLifetime()).hasMinutes(30);
    assertThat(settings.tokens().refreshLifetime()).hasDays(30);
    assertThat(settings.chat().model().name()).isEqualTo("offline");
    assertThat(settings.chat().router()).isSameAs(settings.chat().model());
    assertThat(settings.chat().timeout()).hasSeconds(60);
  }

  @Test
  void budgetsAreSetByTier() throws SettingsException {
    TokenBudgets budgets =
        Settings.of(Map.of("LLM_DAILY_TOKENS_FREE", "50000", "LLM_DAILY_TOKENS_TEAM", ""))
            .chat()
            .budgets();
    assertThat(budgets).isEqualTo(new TokenBudgets(Map.of(Tier.FREE, 50_000L)));
    assertThat(budgets.of(Tier.TEAM)).isEmpty();
  }

  @Test
  void anEmptyValueCountsAsUnset() throws SettingsException {
    assertThat(Settings.of(Map.of("PORT", " ", "JWT_SECRET", "")).http().port()).isEqualTo(8000);
  }

  @Test
  void listsEverythingThatIsWrongAtOnce() {
    Map<String, String> wrong = new TreeMap<>();
    wrong.put("PORT", "http");
    wrong.put("ENV", "staging");
    wrong.put("BCRYPT_COST", "40");
    wrong.put("DATABASE_URL", "mysql://root:hunter2@db/x");
    wrong.put("REDIS_URL", "http://:hunter2@cache");
    wrong.put("RATE_LIMIT_WINDOW_MILLIS", "0");
    wrong.put("JWT_ALGORITHM", "none");
    wrong.put("JWT_ACCESS_TOKEN_EXPIRE_MINUTES", "0");
    wrong.put("DEFAULT_TIER", "gold");
    wrong.put("ADMIN_EMAILS", "ann@example.org,not an address");
    wrong.put("CORS_ORIGINS", "https://app.example.org/path");
    wrong.put("TRUSTED_PROXIES", "10.0.0.0/99");
    wrong.put("HOST", "no such host");
    wrong.put("JWT_PREVIOUS_SECRETS", "[\"x\"");
    wrong.put("LLM_MODEL", "wishful/thinking");
    wrong.put("LLM_TIMEOUT_SECONDS", "soon");
    wrong.put("LLM_DAILY_TOKENS_FREE", "0");
    wrong.put("LLM_DAILY_TOKENS_PRO", "-1");
    wrong.put("LLM_DAILY_TOKENS_TEAM", "1e6");
    SettingsException refused = refused(wrong);
    assertThat(refused.all())
        .extracting(SettingsException.Wrong::variable)
        .containsExactlyInAnyOrderElementsOf(wrong.keySet());
    assertThat(refused.getMessage()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "change-me-in-production",
        "CHANGEME-CHANGEME-CHANGEME-CHANGEME",
        "your-secret-key",
        "your-super-secret-key-change-me-in-production",
        "0123456789abcdef0123456789abcde"
      })
  void j17_prodRefusesAWeakSecretWithoutRepeatingIt(String secret) {
    SettingsException refused = refused(Map.of("ENV", "prod", "JWT_SECRET", secret));
    assertThat(refused.all())
        .singleElement()
        .extracting(SettingsException.Wrong::variable)
        .isEqualTo("JWT_SECRET");
    assertThat(refused.getMessage()).doesNotContain(secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[null]", "[1]", "[\" \"]", "[] x", "{}"})
  void aListThatIsNoneIsRefusedByName(String list) {
    for (String name : new String[] {"ADMIN_EMAILS", "CORS_ORIGINS", "TRUSTED_PROXIES"}) {
      assertThat(refused(Map.of(name, list)).all())
          .extracting(SettingsException.Wrong::variable)
          .containsExactly(name);
    }
  }

  @Test
  void j16_aPlaceholderVerifiesNothingInProd() {
    assertThat(refused(Map.of("ENV", "prod", "JWT_PREVIOUS_SECRETS", STRONG + ",change-me")).all())
        .extracting(SettingsException.Wrong::variable)
        .containsExactly("JWT_PREVIOUS_SECRETS");
  }

  @Test
  void j17_prodTakesAStrongSecretOrNone() throws SettingsException {
    assertThat(Settings.of(Map.of("ENV", "prod", "JWT_SECRET", STRONG)).tokens().secret())
        .contains(new Secret(STRONG));
    assertThat(Settings.of(Map.of("ENV", "prod")).tokens().secret()).isEmpty();
  }

  @Test
  void secretsAreNotPrinted() throws SettingsException {
    Settings settings =
        Settings.of(
            Map.of(
                "JWT_SECRET", STRONG,
                "DATABASE_URL", "postgresql://ann:hunter2@db/adiuva",
                "REDIS_URL", "redis://:hunter2@cache",
                "ADMIN_EMAILS", "ann@example.org"));
    assertThat(settings.toString()).doesNotContain(STRONG, "hunter2", "ann@example.org");
  }

  @ParameterizedTest
  @CsvSource({
    "key,,,openai/gpt-4o,openai/gpt-4o-mini",
    ",http://localhost:1/v1,,openai/gpt-4o,openai/gpt-4o-mini",
    "key,,gpt-4.1,openai/gpt-4.1,openai/gpt-4.1",
    "key,,offline,offline,offline"
  })
  void choosesTheModelByWhatIsSet(
      String key, String baseUrl, String model, String expected, String expectedRouter)
      throws SettingsException {
    Map<String, String> variables = new TreeMap<>();
    variables.put("OPENAI_API_KEY", key == null ? "" : key);
    variables.put("OPENAI_BASE_URL", baseUrl == null ? "" : baseUrl);
    variables.put("LLM_MODEL", model == null ? "" : model);
    Settings.Chat chat = Settings.of(variables).chat();
    assertThat(chat.model().name()).isEqualTo(expected);
    assertThat(chat.router().name()).isEqualTo(expectedRouter);
  }

  @Test
  void aModelWithoutItsKeyIsNamed() {
    assertThat(refused(Map.of("LLM_MODEL", "gpt-4o")).getMessage())
        .contains("LLM_MODEL")
        .contains("OPENAI_API_KEY");
  }

  @Test
  void fallbacksAreModelsInTheirOrder() throws SettingsException {
    Map<String, String> variables = new TreeMap<>();
    variables.put("LLM_FALLBACK_MODELS", "anthropic/claude-sonnet-4-5, gpt-4o,offline");
    assertThat(refused(variables).getMessage())
        .contains("LLM_FALLBACK_MODELS", "ANTHROPIC_API_KEY", "OPENAI_API_KEY");
    variables.put("ANTHROPIC_API_KEY", "k");
    variables.put("OPENAI_API_KEY", "k");
    assertThat(Settings.of(variables).chat().fallbacks())
        .extracting(LanguageModel::name)
        .containsExactly("anthropic/claude-sonnet-4-5", "openai/gpt-4o", "offline");
    variables.put("LLM_FALLBACK_MODELS", "wishful/thinking");
    assertThat(refused(variables).getMessage()).contains("LLM_FALLBACK_MODELS", "'wishful'");
  }

  @Test
  void listsAreJsonOrCommas() throws SettingsException {
    for (String list :
        new String[] {"[\"https://a.example\",\"app://\"]", "https://a.example, app://"}) {
      Settings settings = Settings.of(Map.of("CORS_ORIGINS", list));
      assertThat(settings.http().corsOrigins().allows("https://a.example")).isTrue();
      assertThat(settings.http().corsOrigins().allows("app://.")).isTrue();
      assertThat(settings.http().corsOrigins().allows("http://localhost:3000")).isFalse();
    }
    assertThat(
            Settings.of(Map.of("ADMIN_EMAILS", "Ann@Example.org, bob@example.org"))
                .accounts()
                .admins())
        .containsExactlyInAnyOrder(
            new EmailAddress("ann@example.org"), new EmailAddress("bob@example.org"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:p@h/d",
        "postgres://u:p@h/d",
        "jdbc:postgresql://h/d?user=u&password=p",
        "postgresql+asyncpg://u:p@h/d",
        "postgresql+psycopg2://u:p@h/d"
      })
  void knowsEveryFormOfTheDatabaseUrl(String url) throws SettingsException {
    assertThat(Settings.of(Map.of("DATABASE_URL", url)).database())
        .get()
        .satisfies(parsed -> {
          assertThat(parsed.user()).isEqualTo("u");
          assertThat(parsed.password()).isEqualTo("p");
          assertThat(parsed.database()).isEqualTo("d");
        });
  }
}
