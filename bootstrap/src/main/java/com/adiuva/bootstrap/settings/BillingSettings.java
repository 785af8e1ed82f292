package com.adiuva.bootstrap.settings;

import com.adiuva.adapters.billing.stripe.StripeSettings;
import com.adiuva.domain.shared.InvalidValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How money is collected.
///
/// @param stripe empty means that this server takes none
/// @param grace how long a failed payment changes nothing
public record BillingSettings(Optional<StripeSettings> stripe, Duration grace) {
  private static final String KEY = "STRIPE_SECRET_KEY";
  private static final String SECRETS = "STRIPE_WEBHOOK_SECRET";
  private static final String BASE = "STRIPE_API_BASE";

  /// It goes into a header as it is.
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  private static final Set<String> WEB = Set.of("http", "https");

  /// @param app where the client's pages are if nothing else is said
  static BillingSettings of(Variables read, URI app) {
    Optional<String> key = read.parsed(KEY, BillingSettings::secretKey);
    Optional<List<String>> secrets = read.parsed(SECRETS, BillingSettings::webhookSecrets);
    Optional<URI> base = read.parsed(BASE, BillingSettings::apiBase);
    URI success = read.parsed("CHECKOUT_SUCCESS_URL", BillingSettings::page).orElse(app);
    URI cancel = read.parsed("CHECKOUT_CANCEL_URL", BillingSettings::page).orElse(app);
    Duration grace = Duration.ofDays(read.integer("BILLING_GRACE_DAYS", 0, 365, 7));
    requireBoth(read, KEY, SECRETS);
    requireBoth(read, SECRETS, KEY);
    if (key.isEmpty() || secrets.isEmpty()) {
      return new BillingSettings(Optional.empty(), grace); // either nothing was set, or it is wrong
    }
    boolean clear = base.isPresent() && "http".equals(base.get().getScheme());
    if (clear && key.get().contains("_live_")) {
      read.report(BASE, "must begin with https:// for a key that moves real money");
    }
    return new BillingSettings(
        Optional.of(
            new StripeSettings(
                key.get(),
                secrets.get(),
                base.orElse(StripeSettings.STRIPE),
                success,
                cancel,
                cancel)),
        grace);
  }

  /// Without the one nobody could pay; without the other anybody could say that he did.
  private static void requireBoth(Variables read, String set, String missing) {
    if (read.raw(set) != null && read.raw(missing) == null) {
      read.report(missing, "must be set too when " + set + " is");
    }
  }

  private static String secretKey(String text) {
    if (VISIBLE.matcher(text).matches() && !text.startsWith("pk_") && !text.startsWith("whsec_")) {
      return text;
    }
    throw new InvalidValueException("value_error", "must be a secret key (sk_…) or one of rk_…");
  }

  private static List<String> webhookSecrets(String text) {
    List<String> secrets = ListForm.items(text);
    boolean all =
        secrets.stream()
            .allMatch(one ->
                VISIBLE.matcher(one).matches() && !one.startsWith("sk_") && !one.startsWith("rk_"));
    if (secrets.isEmpty() || !all) {
      throw new InvalidValueException("value_error", "must be signing secrets (whsec_…)");
    }
    return secrets;
  }

  private static URI page(String text) {
    URI uri = web(text);
    if (uri == null) {
      throw new InvalidValueException(
          "value_error", "must be the address of a page, such as https://app.example.org/paid");
    }
    return uri;
  }

  private static URI apiBase(String text) {
    URI uri = web(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    if (uri == null || !uri.getPath().isEmpty() || uri.getRawQuery() != null) {
      throw new InvalidValueException(
          "value_error", "must be an address without a path, such as https://api.stripe.com");
    }
    return uri;
  }

  private static @Nullable URI web(String text) {
    try {
      URI uri = new URI(text);
      boolean web = uri.getScheme() != null && WEB.contains(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
