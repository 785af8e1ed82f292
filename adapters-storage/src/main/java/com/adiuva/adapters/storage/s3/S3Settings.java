package com.adiuva.adapters.storage.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// Where the bucket is and who we are there.
///
/// @param endpoint empty for Amazon's own
/// @param publicEndpoint where the receivers of links reach the bucket
record S3Settings(
    String bucket,
    Region region,
    Optional<URI> endpoint,
    Optional<URI> publicEndpoint,
    AwsCredentialsProvider credentials) {
  private static final Pattern BUCKET = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{1,253}");
  private static final Pattern REGION = Pattern.compile("[a-zA-Z0-9-]{1,64}");

  /// Reads checked settings.
  static S3Settings from(Function<String, @Nullable String> settings) {
    Optional<URI> endpoint = value(settings, "S3_ENDPOINT_URL").map(URI::create);
    return new S3Settings(
        value(settings, "S3_BUCKET").orElseThrow(),
        Region.of(value(settings, "S3_REGION").orElse("us-east-1")),
        endpoint,
        value(settings, "S3_PUBLIC_ENDPOINT_URL").map(URI::create).or(() -> endpoint),
        credentials(settings));
  }

  /// Every variable that is missing or wrong, with what would be right.
  static Map<String, String> check(Function<String, @Nullable String> settings) {
    Map<String, String> wrong = new TreeMap<>();
    Optional<String> bucket = value(settings, "S3_BUCKET");
    if (bucket.isEmpty()) {
      wrong.put("S3_BUCKET", "must name the bucket for blobs");
    } else if (!BUCKET.matcher(bucket.get()).matches()) {
      wrong.put("S3_BUCKET", "must be a bucket's name: letters, digits, dots and dashes");
    }
    if (!REGION.matcher(value(settings, "S3_REGION").orElse("us-east-1")).matches()) {
      wrong.put("S3_REGION", "must be a region's name such as eu-central-1");
    }
    for (String variable : new String[] {"S3_ENDPOINT_URL", "S3_PUBLIC_ENDPOINT_URL"}) {
      if (value(settings, variable).filter(url -> !isServer(url)).isPresent()) {
        wrong.put(variable, "must be a URL of a server such as https://s3.example.org");
      }
    }
    boolean id = value(settings, "AWS_ACCESS_KEY_ID").isPresent();
    if (id != value(settings, "AWS_SECRET_ACCESS_KEY").isPresent()) {
      wrong.put(
          id ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID",
          "must be set as well, since the other half of the key is");
    }
    return wrong;
  }

  boolean isAmazon() {
    return endpoint.isEmpty();
  }

  private static AwsCredentialsProvider credentials(Function<String, @Nullable String> settings) {
    return value(settings, "AWS_ACCESS_KEY_ID")
        .<AwsCredentialsProvider>map(id ->
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    id, value(settings, "AWS_SECRET_ACCESS_KEY").orElseThrow())))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  private static boolean isServer(String url) {
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme());
      return (scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Optional<String> value(
      Function<String, @Nullable String> settings, String variable) {
    return Optional.ofNullable(settings.apply(variable)).filter(value -> !value.isEmpty());
  }
}
