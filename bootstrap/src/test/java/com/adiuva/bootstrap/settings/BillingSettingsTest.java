package com.adiuva.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.adiuva.adapters.billing.stripe.StripeSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BillingSettingsTest {
  private static Map<String, String> stripe(String... more) {
    Map<String, String> variables = new HashMap<>();
    variables.put("STRIPE_SECRET_KEY", "sk_test_abc");
    variables.put("STRIPE_WEBHOOK_SECRET", "whsec_a, whsec_b");
    for (int i = 0; i < more.length; i += 2) {
      variables.put(more[i], more[i + 1]);
    }
    return variables;
  }

  private static void assertRefused(Map<String, String> variables, String variable) {
    SettingsException refused =
        catchThrowableOfType(SettingsException.class, () -> Settings.of(variables));
    assertThat(refused).as("settings that cannot be used").isNotNull();
    assertThat(refused.all())
        .singleElement()
        .extracting(SettingsException.Wrong::variable)
        .isEqualTo(variable);
    assertThat(refused.getMessage()).doesNotContain("abc");
  }

  @Test
  void takesNoPaymentsByDefault() throws SettingsException {
    BillingSettings billing = Settings.of(Map.of()).billing();
    assertThat(billing.stripe()).isEmpty();
    assertThat(billing.grace()).hasDays(7);
  }

  @Test
  void readsWhatStripeNeeds() throws SettingsException {
    BillingSettings billing =
        Settings.of(
                stripe(
                    "STRIPE_API_BASE", "http://localhost:12111/",
                    "CHECKOUT_SUCCESS_URL", "https://app.example.org/paid?x=1",
                    "PUBLIC_URL", "https://adiuva.example.org",
                    "BILLING_GRACE_DAYS", "0"))
            .billing();
    StripeSettings stripe = billing.stripe().orElseThrow();
    assertThat(stripe.secretKey()).isEqualTo("sk_test_abc");
    assertThat(stripe.webhookSecrets()).containsExactly("whsec_a", "whsec_b");
    assertThat(stripe.apiBase()).isEqualTo(URI.create("http://localhost:12111"));
    assertThat(stripe.successUrl()).isEqualTo(URI.create("https://app.example.org/paid?x=1"));
    assertThat(stripe.cancelUrl()).isEqualTo(URI.create("https://adiuva.example.org"));
    assertThat(billing.grace()).isZero();
    assertThat(billing.toString()).doesNotContain("abc", "whsec_a");
  }

  @Test
  void usesStripeItselfUnlessToldOtherwise() throws SettingsException {
    assertThat(Settings.of(stripe()).billing().stripe().orElseThrow().apiBase())
        .isEqualTo(URI.create("https://api.stripe.com"));
  }

  @Test
  void w09_neitherAKeyNorASecretAloneIsEnough() {
    assertRefused(Map.of("STRIPE_SECRET_KEY", "sk_test_abc"), "STRIPE_WEBHOOK_SECRET");
    assertRefused(stripe("STRIPE_WEBHOOK_SECRET", " "), "STRIPE_WEBHOOK_SECRET");
    assertRefused(stripe("STRIPE_WEBHOOK_SECRET", ","), "STRIPE_WEBHOOK_SECRET");
    assertRefused(Map.of("STRIPE_WEBHOOK_SECRET", "whsec_abc"), "STRIPE_SECRET_KEY");
  }

  @ParameterizedTest
  @CsvSource({
    "STRIPE_SECRET_KEY, pk_live_abc",
    "STRIPE_SECRET_KEY, whsec_abc",
    "STRIPE_SECRET_KEY, sk_live_a bc",
    "STRIPE_WEBHOOK_SECRET, 'whsec_1,sk_live_abc'",
    "STRIPE_API_BASE, api.stripe.com",
    "STRIPE_API_BASE, https://api.stripe.com/v1",
    "STRIPE_API_BASE, https://abc@api.stripe.com",
    "CHECKOUT_SUCCESS_URL, javascript:alert(1)",
    "CHECKOUT_CANCEL_URL, /plans",
    "BILLING_GRACE_DAYS, -1",
    "BILLING_GRACE_DAYS, a week",
  })
  void refusesWhatCannotBe(String variable, String value) {
    assertRefused(stripe(variable, value), variable);
  }

  @Test
  void sendsAKeyThatMovesMoneyThroughTlsOnly() throws SettingsException {
    String live = "rk_live_abc";
    assertRefused(
        stripe("STRIPE_SECRET_KEY", live, "STRIPE_API_BASE", "http://proxy:80"), "STRIPE_API_BASE");
    Settings.of(stripe("STRIPE_SECRET_KEY", live, "STRIPE_API_BASE", "https://proxy:443"));
  }
}
