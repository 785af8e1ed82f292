package com.adiuva.adapters.llm.openai;

import com.adiuva.domain.shared.InvalidValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where the provider is and how we identify ourselves. An empty setting counts as unset.
///
/// @param baseUrl up to and including the version: `https://api.openai.com/v1`
/// @param apiKey null only for a server of one's own that wants none
/// @param timeout the most time a call may take
record OpenAiSettings(String baseUrl, @Nullable String apiKey, Duration timeout) {
  private static final String KEY = "OPENAI_API_KEY";
  private static final String URL = "OPENAI_BASE_URL";
  private static final String TIMEOUT = "LLM_TIMEOUT_SECONDS";
  private static final String DEFAULT_URL = "https://api.openai.com/v1";
  private static final long LONGEST_TIMEOUT = 3600;

  /// @throws InvalidValueException naming the variable that is missing or wrong
  static OpenAiSettings from(Function<String, @Nullable String> settings) {
    String url = read(settings, URL);
    String key = read(settings, KEY);
    if (key == null && url == null) {
      throw new InvalidValueException(
          "missing", KEY + " is needed for OpenAI's models (or " + URL + " for a server of yours)");
    }
    if (key != null && !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new InvalidValueException(
          "invalid_setting", KEY + " contains a character that no key has, such as a space");
    }
    return new OpenAiSettings(
        url == null ? DEFAULT_URL : checkedUrl(url), key, timeout(read(settings, TIMEOUT)));
  }

  /// Without the key.
  @Override
  public String toString() {
    return "OpenAiSettings[" + baseUrl + "]";
  }

  private static @Nullable String read(
      Function<String, @Nullable String> settings, String variable) {
    String value = settings.apply(variable);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static String checkedUrl(String url) {
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
        "invalid_setting", URL + " must be an address such as http://localhost:11434/v1");
  }

  private static Duration timeout(@Nullable String seconds) {
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
