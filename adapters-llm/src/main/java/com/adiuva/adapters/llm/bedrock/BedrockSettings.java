package com.adiuva.adapters.llm.bedrock;

import com.adiuva.adapters.llm.shared.ProviderSettings;
import com.adiuva.domain.shared.InvalidValueException;
import java.net.URI;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// Where Bedrock is and how we identify ourselves. The credentials do not print their secrets.
///
/// @param endpoint null for Amazon's own in that region
record BedrockSettings(Region region, @Nullable URI endpoint, AwsCredentialsProvider credentials) {
  private static final Pattern REGION = Pattern.compile("[a-z]{2,3}(?:-[a-z]+){1,3}-\\d{1,2}");

  /// @throws InvalidValueException naming the variable that is missing or wrong
  static BedrockSettings read(Function<String, @Nullable String> settings) {
    String region = required(settings, "BEDROCK_REGION");
    if (!REGION.matcher(region).matches()) {
      throw new InvalidValueException(
          "invalid_setting", "BEDROCK_REGION must be a region's name such as eu-central-1");
    }
    String url = ProviderSettings.text(settings, "BEDROCK_BASE_URL");
    return new BedrockSettings(
        Region.of(region),
        url == null ? null : URI.create(ProviderSettings.checkedUrl("BEDROCK_BASE_URL", url)),
        credentials(settings));
  }

  private static AwsCredentialsProvider credentials(Function<String, @Nullable String> settings) {
    String id = required(settings, "AWS_ACCESS_KEY_ID");
    String secret = required(settings, "AWS_SECRET_ACCESS_KEY");
    String token = ProviderSettings.text(settings, "AWS_SESSION_TOKEN");
    ProviderSettings.checkKey("AWS_ACCESS_KEY_ID", id);
    ProviderSettings.checkKey("AWS_SECRET_ACCESS_KEY", secret);
    return StaticCredentialsProvider.create(
        token == null
            ? AwsBasicCredentials.create(id, secret)
            : AwsSessionCredentials.create(id, secret, token));
  }

  private static String required(Function<String, @Nullable String> settings, String variable) {
    String value = ProviderSettings.text(settings, variable);
    if (value == null) {
      throw new InvalidValueException("missing", variable + " is needed for Bedrock's models");
    }
    return value;
  }
}
