package com.adiuva.adapters.storage.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// The clients of a bucket and how long each kind of call may take.
///
/// A try of a call that moves bytes may take as long as a slow line needs for them; a whole small
/// call ends within ten seconds with what has to be tidied up after it.
record S3Connection(S3Client client, S3Presigner presigner) implements AutoCloseable {
  private static final int ATTEMPTS = 3;
  private static final int CONNECTIONS = 128;
  private static final Duration SMALL = Duration.ofSeconds(7);
  private static final long SLOW_BYTES_PER_SECOND = 1 << 20;

  static S3Connection to(S3Settings settings) {
    var client =
        S3Client.builder()
            .region(settings.region())
            .credentialsProvider(settings.credentials())
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(Duration.ofSeconds(2))
                    .connectionAcquisitionTimeout(Duration.ofSeconds(5))
                    .socketTimeout(Duration.ofSeconds(30)))
            .overrideConfiguration(override -> override.retryStrategy(retries()))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    var presigner =
        S3Presigner.builder().region(settings.region()).credentialsProvider(settings.credentials());
    settings
        .endpoint()
        .ifPresent(endpoint ->
            // not every server understands signed chunks
            client
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .serviceConfiguration(
                    S3Configuration.builder().chunkedEncodingEnabled(false).build()));
    Optional<URI> publicEndpoint = settings.publicEndpoint();
    publicEndpoint.ifPresent(endpoint ->
        presigner
            .endpointOverride(endpoint)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build()));
    return new S3Connection(client.build(), presigner.build());
  }

  /// Between the tries a random time that doubles, and none at all once too many have failed.
  private static StandardRetryStrategy retries() {
    BackoffStrategy backoff =
        BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(2));
    return StandardRetryStrategy.builder()
        .maxAttempts(ATTEMPTS)
        .backoffStrategy(backoff)
        .throttlingBackoffStrategy(backoff)
        .build();
  }

  /// A call that moves so few bytes that a caller waits for it.
  static AwsRequestOverrideConfiguration small(long bytes) {
    Duration attempt = Duration.ofSeconds(3).plus(timeFor(bytes));
    return within(attempt.compareTo(SMALL) < 0 ? attempt : SMALL, SMALL);
  }

  /// A call that is part of something big.
  static AwsRequestOverrideConfiguration big(long bytes) {
    Duration attempt = Duration.ofSeconds(10).plus(timeFor(bytes));
    return within(attempt, attempt.multipliedBy(ATTEMPTS));
  }

  /// A call that makes one thing of many parts.
  static AwsRequestOverrideConfiguration joining() {
    return within(Duration.ofMinutes(2), Duration.ofMinutes(5));
  }

  /// A call that is only worth a moment.
  static AwsRequestOverrideConfiguration brief() {
    return within(Duration.ofMillis(1500), Duration.ofMillis(1500));
  }

  private static Duration timeFor(long bytes) {
    return Duration.ofSeconds(bytes / SLOW_BYTES_PER_SECOND);
  }

  private static AwsRequestOverrideConfiguration within(Duration attempt, Duration all) {
    return AwsRequestOverrideConfiguration.builder()
        .apiCallAttemptTimeout(attempt)
        .apiCallTimeout(all)
        .build();
  }

  @Override
  public void close() {
    client.close();
    presigner.close();
  }
}
