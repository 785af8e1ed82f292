package com.adiuva.adapters.storage.s3;

import com.adiuva.domain.blobs.BlobKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/// Finds uploads that were begun and never ended, and ends them.
final class Unfinished {
  private final Bucket bucket;
  private final S3Uploads ours;

  Unfinished(Bucket bucket, S3Uploads ours) {
    this.bucket = bucket;
    this.ours = ours;
  }

  /// Aborts those of exactly this key.
  void abandon(BlobKey key) {
    ListMultipartUploadsResponse page = null;
    do {
      page = next(key.value(), page);
      for (MultipartUpload upload : page.uploads()) {
        if (upload.key().equals(key.value())) {
          abort(key, upload.uploadId());
        }
      }
    } while (page.isTruncated());
  }

  /// Aborts those that were begun so long ago by the bucket's own clock, but for what we are at and
  /// what is not ours.
  void sweep(Duration age) {
    ListMultipartUploadsResponse page = null;
    do {
      page = next("", page);
      Optional<Instant> latest = date(page).map(now -> now.plusSeconds(1).minus(age));
      for (MultipartUpload upload : page.uploads()) {
        if (latest.filter(time -> !upload.initiated().isAfter(time)).isPresent()
            && !ours.isRunning(upload.uploadId())) {
          S3BlobStore.key(upload.key()).ifPresent(key -> abort(key, upload.uploadId()));
        }
      }
    } while (page.isTruncated());
  }

  private void abort(BlobKey key, String uploadId) {
    bucket.call(() -> {
      try {
        bucket.abort(key, uploadId, S3Connection.small(0));
      } catch (NoSuchUploadException e) {
        // it has just ended
      }
      return uploadId;
    });
  }

  private ListMultipartUploadsResponse next(
      String prefix, @Nullable ListMultipartUploadsResponse last) {
    return bucket.call(() ->
        bucket
            .client()
            .listMultipartUploads(request -> {
              request
                  .bucket(bucket.name())
                  .prefix(prefix)
                  .overrideConfiguration(S3Connection.small(0));
              if (last != null) {
                request.keyMarker(last.nextKeyMarker()).uploadIdMarker(last.nextUploadIdMarker());
              }
            }));
  }

  private static Optional<Instant> date(ListMultipartUploadsResponse answer) {
    try {
      return answer
          .sdkHttpResponse()
          .firstMatchingHeader("Date")
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
