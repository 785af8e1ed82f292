package com.adiuva.adapters.llm.shared;

import com.adiuva.domain.shared.InvalidValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where a provider is and how we identify ourselves. An empty setting counts as unset.
///
/// @param baseUrl up to and including the version: `https://api.openai.com/v1`
/// @param apiKey null only for a server that wants none
/// @param timeout the most time a call may take
public record ProviderSettings(String baseUrl, @Nullable String apiKey, Duration timeout) {
  private static final String TIMEOUT = "LLM_TIMEOUT_SECONDS";
  private static final long LONGEST_TIMEOUT = 3600;

  /// Whether a provider lets us in without a key.
  public enum Key {
    REQUIRED,
    /// Only a server of one's own, at an address that is set, may want none.
    REQUIRED_BY_DEFAULT_SERVER,
    NONE
  }

  /// Reads `<prefix>_API_KEY`, `<prefix>_BASE_URL` and `LLM_TIMEOUT_SECONDS`.
  ///
  /// @param defaultUrl null when the address must be set
  /// @throws InvalidValueException naming the variable that is missing or wrong
  public static ProviderSettings read(
      String prefix,
      @Nullable String defaultUrl,
      Key need,
      Function<String, @Nullable String> settings) {
    String keyName = prefix + "_API_KEY";
    String urlName = prefix + "_BASE_URL";
    String url = text(settings, urlName);
    String key = need == Key.NONE ? null : text(settings, keyName);
    if (key == null && (need == Key.REQUIRED || (need != Key.NONE && url == null))) {
      String other = need == Key.REQUIRED ? "" : " (or " + urlName + " for a server of yours)";
      throw new InvalidValueException("missing", keyName + " is needed for these models" + other);
    }
    if (key != null) {
      checkKey(keyName, key);
    }
    if (url == null && defaultUrl == null) {
      throw new InvalidValueException(
          "missing", urlName + " is needed: the address of your server");
    }
    String address = url == null ? String.valueOf(defaultUrl) : checkedUrl(urlName, url);
    return new ProviderSettings(address, key, timeout(settings));
  }

  /// One setting without space around it, or null.
  public static @Nullable String text(
      Function<String, @Nullable String> settings, String variable) {
    String value = settings.apply(variable);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /// @throws InvalidValueException when no header can carry the key
  public static void checkKey(String variable, String key) {
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new InvalidValueException(
          "invalid_setting", variable + " contains a character that no key has, such as a space");
    }
  }

  /// The key, for a provider that was read with one.
  public String key() {
    if (apiKey == null) {
      throw new IllegalStateException("this provider has no key");
    }
    return apiKey;
  }

  /// Without the key.
  @Override
  public String toString() {
    return "ProviderSettings[" + baseUrl + "]";
  }

  /// @throws InvalidValueException naming the variable when it is no address of a server
  public static String checkedUrl(String variable, String url) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getPort() <= 65_535
          && uri.getPort() != 0
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new InvalidValueException(
        "invalid_setting", variable + " must be an address such as http://localhost:11434/v1");
  }

  /// The most time a call may take: `LLM_TIMEOUT_SECONDS`, or an hour.
  public static Duration timeout(Function<String, @Nullable String> settings) {
    String seconds = text(settings, TIMEOUT);
    if (seconds == null) {
      return Duration.ofSeconds(LONGEST_TIMEOUT);
    }
    try {
      long value = Long.parseLong(seconds);
      if (value >= 1 && value <= LONGEST_TIMEOUT) {
        return Duration.ofSeconds(value);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new InvalidValueException(
        "invalid_setting", TIMEOUT + " must be a whole number from 1 to " + LONGEST_TIMEOUT);
  }
}
