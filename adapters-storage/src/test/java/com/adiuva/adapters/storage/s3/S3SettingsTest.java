package com.adiuva.adapters.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class S3SettingsTest {
  private final Map<String, String> settings =
      new HashMap<>(Map.of("S3_BUCKET", "blobs", "S3_REGION", "", "S3_ENDPOINT_URL", ""));

  @Test
  void aBucketIsEnough() {
    assertThat(S3Settings.check(settings::get)).isEmpty();
    S3Settings read = S3Settings.from(settings::get);
    assertThat(read.region().id()).isEqualTo("us-east-1");
    assertThat(read.isAmazon()).isTrue();
    assertThat(read.publicEndpoint()).isEmpty();
  }

  @Test
  void linksGoWhereWeGoUnlessToldOtherwise() {
    settings.put("S3_ENDPOINT_URL", "http://minio:9000");
    assertThat(S3Settings.from(settings::get).publicEndpoint().orElseThrow()).hasHost("minio");
    settings.put("S3_PUBLIC_ENDPOINT_URL", "https://files.example.org");
    assertThat(S3Settings.from(settings::get).publicEndpoint().orElseThrow())
        .hasHost("files.example.org");
  }

  @Test
  void everythingWrongIsNamed() {
    settings.put("S3_BUCKET", "a/b");
    settings.put("S3_REGION", "over there");
    settings.put("S3_ENDPOINT_URL", "localhost:9000");
    settings.put("S3_PUBLIC_ENDPOINT_URL", "https://a b");
    settings.put("AWS_ACCESS_KEY_ID", "id");
    assertThat(S3Settings.check(settings::get))
        .containsOnlyKeys(
            "S3_BUCKET",
            "S3_REGION",
            "S3_ENDPOINT_URL",
            "S3_PUBLIC_ENDPOINT_URL",
            "AWS_SECRET_ACCESS_KEY");
    settings.remove("S3_BUCKET");
    assertThat(S3Settings.check(settings::get).get("S3_BUCKET")).contains("must name");
  }
}
