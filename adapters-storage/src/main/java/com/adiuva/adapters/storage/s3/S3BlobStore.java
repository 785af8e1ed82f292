package com.adiuva.adapters.storage.s3;

import com.adiuva.adapters.storage.shared.ExactInputStream;
import com.adiuva.adapters.storage.shared.Probe;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.ByteRange;
import com.adiuva.domain.blobs.StoredBlob;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.InvalidValueException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Each blob is an object of its key's name, with its checksum as metadata.
final class S3BlobStore implements BlobStore {
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final Duration LINE = Duration.ofSeconds(60);

  private final S3Connection connection;
  private final Bucket bucket;
  private final PartBuffers buffers = new PartBuffers(LINE);
  private final S3Uploads uploads;
  private final Unfinished unfinished;
  private final Probe probe;

  /// Opens no connection.
  S3BlobStore(S3Settings settings) {
    this.connection = S3Connection.to(settings);
    this.bucket =
        new Bucket(connection.client(), settings.bucket(), settings.isAmazon(), new S3Failures());
    this.uploads = new S3Uploads(bucket, buffers, new Encryption(settings.isAmazon()));
    this.unfinished = new Unfinished(bucket, uploads);
    this.probe = new Probe(Duration.ofSeconds(1), this::ask);
  }

  @Override
  public long put(BlobKey key, InputStream content, OptionalLong length, Checksum checksum) {
    return uploads.put(key, content, length, checksum);
  }

  @Override
  public Optional<InputStream> open(BlobKey key, ByteRange range) {
    return bucket.call(() -> {
      try {
        return Optional.of(read(key, range));
      } catch (NoSuchKeyException e) {
        return Optional.empty();
      }
    });
  }

  /// Of nothing a byte is asked for, which tells whether the blob is there.
  private InputStream read(BlobKey key, ByteRange range) {
    long last = Math.max(range.end(), range.first() + 1) - 1;
    ResponseInputStream<GetObjectResponse> answer;
    try {
      answer =
          bucket
              .client()
              .getObject(request ->
                  request
                      .bucket(bucket.name())
                      .key(key.value())
                      .range("bytes=" + range.first() + "-" + last)
                      .overrideConfiguration(S3Connection.small(0)));
    } catch (SdkException e) {
      if (S3Failures.status(e) != 416) {
        throw e;
      }
      return new ExactInputStream(new ByteArrayInputStream(new byte[0]), range.length());
    }
    String place = String.valueOf(answer.response().contentRange());
    if (!place.startsWith("bytes " + range.first() + "-")) {
      answer.abort();
      throw SdkClientException.create("another range was sent than was asked for");
    }
    if (range.length() == 0) {
      answer.abort();
      return InputStream.nullInputStream();
    }
    return new ExactInputStream(
        new S3Download(answer, answer.response().contentLength()), range.length());
  }

  @Override
  public void delete(BlobKey key) {
    bucket.call(() -> {
      bucket.delete(key, S3Connection.small(0));
      return key;
    });
  }

  @Override
  public void abandon(BlobKey key) {
    unfinished.abandon(key);
    delete(key);
  }

  @Override
  public Stream<StoredBlob> list(String prefix) {
    return Stream.iterate(
            Optional.of(page(prefix, null)),
            Optional::isPresent,
            page -> page.filter(ListObjectsV2Response::isTruncated).map(last -> page(prefix, last)))
        .flatMap(Optional::stream)
        .flatMap(page -> page.contents().stream())
        .flatMap(S3BlobStore::blob);
  }

  private ListObjectsV2Response page(String prefix, @Nullable ListObjectsV2Response last) {
    return bucket.call(() ->
        bucket
            .client()
            .listObjectsV2(request -> {
              request
                  .bucket(bucket.name())
                  .prefix(prefix)
                  .overrideConfiguration(S3Connection.small(0));
              if (last != null) {
                request.continuationToken(last.nextContinuationToken());
              }
            }));
  }

  private static Stream<StoredBlob> blob(S3Object object) {
    return key(object.key()).map(key -> new StoredBlob(key, object.size())).stream();
  }

  /// Empty for what is none of ours.
  static Optional<BlobKey> key(String name) {
    try {
      return Optional.of(new BlobKey(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public URI presign(BlobKey key, Duration lifetime, String fileName) {
    if (!FILE_NAME.matcher(fileName).matches()) {
      throw new InvalidValueException("file_name", "must be 1 to 128 of letters, digits, . _ -");
    }
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(bucket.name())
            .key(key.value())
            .responseContentDisposition("attachment; filename=\"" + fileName + "\"")
            .responseContentType("application/octet-stream")
            .build();
    return bucket.call(() ->
        URI.create(
            connection
                .presigner()
                .presignGetObject(
                    link -> link.signatureDuration(lifetime).getObjectRequest(request))
                .url()
                .toString()));
  }

  @Override
  public void sweepUnfinished(Duration age) {
    unfinished.sweep(age);
  }

  @Override
  public boolean isAnswering() {
    return probe.answer();
  }

  private boolean ask() {
    try {
      connection
          .client()
          .headBucket(
              request -> request.bucket(bucket.name()).overrideConfiguration(S3Connection.brief()));
      return true;
    } catch (SdkException e) {
      bucket.failures().problem(e);
      return false;
    }
  }

  /// How much memory uploads may still take.
  long freeBufferBytes() {
    return buffers.freeBytes();
  }

  @Override
  public void close() {
    connection.close();
  }
}
