package com.adiuva.adapters.storage.s3;

import com.adiuva.adapters.storage.shared.CheckedContent;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.shared.Checksum;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// Sends blobs to the bucket: small ones in one go, others in parts.
final class S3Uploads {
  private static final int SCRATCH = 64 * 1024;

  private final Bucket bucket;
  private final PartBuffers buffers;
  private final Encryption encryption;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  S3Uploads(Bucket bucket, PartBuffers buffers, Encryption encryption) {
    this.bucket = bucket;
    this.buffers = buffers;
    this.encryption = encryption;
  }

  /// Whether this process is at the multipart upload.
  boolean isRunning(String uploadId) {
    return running.contains(uploadId);
  }

  long put(BlobKey key, InputStream content, OptionalLong length, Checksum checksum) {
    if (content instanceof ByteArrayInputStream bytes && bytes.available() <= PartSizes.FIRST) {
      return putFromMemory(key, bytes, length, checksum);
    }
    CheckedContent checked = new CheckedContent(content, length, checksum);
    try (PartBuffer first =
        buffers.take(Math.min(PartSizes.FIRST, length.orElse(PartSizes.FIRST)))) {
      first.fill(checked);
      if (checked.ended()) {
        putWhole(key, first.body(), first.size(), first.md5(), checksum);
        return checked.count();
      }
      return new PartedUpload(bucket, buffers, encryption, running, key, checksum)
          .send(first, checked);
    }
  }

  /// What is in memory already is sent from there, as often as need be.
  private long putFromMemory(
      BlobKey key, ByteArrayInputStream bytes, OptionalLong length, Checksum checksum) {
    bytes.mark(Integer.MAX_VALUE);
    int size = bytes.available();
    var digest = PartBuffer.newMd5();
    byte[] scratch = new byte[SCRATCH];
    CheckedContent checked = new CheckedContent(bytes, length, checksum);
    while (!checked.ended()) {
      digest.update(scratch, 0, checked.fill(scratch));
    }
    RequestBody body =
        RequestBody.fromContentProvider(
            () -> {
              bytes.reset();
              return leftOpen(bytes);
            },
            size,
            "application/octet-stream");
    putWhole(key, body, size, digest.digest(), checksum);
    return checked.count();
  }

  private static InputStream leftOpen(InputStream bytes) {
    return new FilterInputStream(bytes) {
      @Override
      public void close() {
        // it is the caller's
      }
    };
  }

  private void putWhole(BlobKey key, RequestBody body, long size, byte[] md5, Checksum checksum) {
    try {
      PutObjectResponse answer =
          encryption.store(encrypt -> {
            PutObjectRequest.Builder request =
                PutObjectRequest.builder()
                    .bucket(bucket.name())
                    .key(key.value())
                    .metadata(Bucket.metadata(checksum))
                    .contentMD5(Base64.getEncoder().encodeToString(md5))
                    .overrideConfiguration(S3Connection.small(size));
            encrypt.ifPresent(request::serverSideEncryption);
            if (bucket.amazon()) {
              request.checksumSHA256(Base64.getEncoder().encodeToString(checksum.bytes()));
            }
            return bucket.client().putObject(request.build(), body);
          });
      ETags.require(answer.eTag(), md5, answer.serverSideEncryptionAsString());
    } catch (SdkException e) {
      if (mayHaveStored(e)) {
        Bucket.tidyUp(() -> bucket.delete(key, S3Connection.brief()));
      }
      throw bucket.failures().problem(e);
    }
  }

  /// Unless S3 refused, the answer may be all that was lost.
  private static boolean mayHaveStored(SdkException failure) {
    return failure instanceof SdkClientException || S3Failures.status(failure) >= 500;
  }
}
