package com.adiuva.adapters.storage.s3;

import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// The bucket and what is done to single objects in it.
///
/// @param amazon whether it is Amazon's own, which checks SHA-256
record Bucket(S3Client client, String name, boolean amazon, S3Failures failures) {
  private static final Logger LOG = LoggerFactory.getLogger(Bucket.class);
  private static final String CHECKSUM = "sha256";

  /// What is kept beside an object.
  static Map<String, String> metadata(Checksum checksum) {
    return Map.of(CHECKSUM, checksum.hex());
  }

  <T> T call(Supplier<T> call) {
    return failures.call(call);
  }

  void delete(BlobKey key, AwsRequestOverrideConfiguration deadline) {
    client.deleteObject(
        request -> request.bucket(name).key(key.value()).overrideConfiguration(deadline));
  }

  void abort(BlobKey key, String uploadId, AwsRequestOverrideConfiguration deadline) {
    client.abortMultipartUpload(request ->
        request.bucket(name).key(key.value()).uploadId(uploadId).overrideConfiguration(deadline));
  }

  /// Whether there is an object under the key with that many bytes, stored as those of the
  /// checksum.
  boolean has(BlobKey key, long size, Checksum checksum) {
    return head(key)
        .filter(found ->
            found.contentLength() == size && checksum.hex().equals(found.metadata().get(CHECKSUM)))
        .isPresent();
  }

  private Optional<HeadObjectResponse> head(BlobKey key) {
    try {
      return Optional.of(
          client.headObject(request ->
              request.bucket(name).key(key.value()).overrideConfiguration(S3Connection.small(0))));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  /// Tidies up after a failure, also on a thread that was interrupted; when it cannot be done now,
  /// somebody else does it later.
  static void tidyUp(Runnable call) {
    boolean interrupted = Thread.interrupted();
    try {
      call.run();
    } catch (SdkException | ProblemException e) {
      LOG.debug("left to be tidied up later: {}", e.getClass().getSimpleName());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
