package com.adiuva.adapters.storage.s3;

import com.adiuva.adapters.storage.shared.CheckedContent;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// One upload in parts: nothing is visible before its last step, and nothing left if that is not
/// reached.
final class PartedUpload {
  private final Bucket bucket;
  private final PartBuffers buffers;
  private final Encryption encryption;
  private final Set<String> running;
  private final BlobKey key;
  private final Checksum checksum;
  private final List<CompletedPart> parts = new ArrayList<>();

  /// @param running where the upload's id is while we are at it
  PartedUpload(
      Bucket bucket,
      PartBuffers buffers,
      Encryption encryption,
      Set<String> running,
      BlobKey key,
      Checksum checksum) {
    this.bucket = bucket;
    this.buffers = buffers;
    this.encryption = encryption;
    this.running = running;
    this.key = key;
    this.checksum = checksum;
  }

  /// Sends it all.
  ///
  /// @param first filled from the content; closed as soon as it is not needed any more
  /// @return how many bytes there were
  long send(PartBuffer first, CheckedContent content) {
    String uploadId = bucket.call(this::begin);
    running.add(uploadId);
    boolean done = false;
    try {
      sendPart(uploadId, first);
      first.close();
      while (!content.ended()) {
        sendNext(uploadId, content);
      }
      complete(uploadId, content.count());
      done = true;
      return content.count();
    } finally {
      if (!done) {
        Bucket.tidyUp(() -> bucket.abort(key, uploadId, S3Connection.small(0)));
      }
      running.remove(uploadId);
    }
  }

  private String begin() {
    return encryption.store(encrypt -> {
      CreateMultipartUploadRequest.Builder request =
          CreateMultipartUploadRequest.builder()
              .bucket(bucket.name())
              .key(key.value())
              .metadata(Bucket.metadata(checksum))
              .contentType("application/octet-stream")
              .overrideConfiguration(S3Connection.small(0));
      encrypt.ifPresent(request::serverSideEncryption);
      return bucket.client().createMultipartUpload(request.build()).uploadId();
    });
  }

  private void sendNext(String uploadId, CheckedContent content) {
    if (parts.size() == PartSizes.MOST_PARTS) {
      throw new ProblemException(new StorageProblem.StorageFull());
    }
    try (PartBuffer part = buffers.take(PartSizes.of(parts.size() + 1))) {
      part.fill(content);
      sendPart(uploadId, part);
    }
  }

  private void sendPart(String uploadId, PartBuffer part) {
    int number = parts.size() + 1;
    byte[] md5 = part.md5();
    UploadPartResponse answer =
        bucket.call(() -> {
          UploadPartResponse response =
              bucket
                  .client()
                  .uploadPart(
                      request ->
                          request
                              .bucket(bucket.name())
                              .key(key.value())
                              .uploadId(uploadId)
                              .partNumber(number)
                              .contentMD5(Base64.getEncoder().encodeToString(md5))
                              .overrideConfiguration(S3Connection.big(part.size())),
                      part.body());
          ETags.require(response.eTag(), md5, response.serverSideEncryptionAsString());
          return response;
        });
    parts.add(CompletedPart.builder().partNumber(number).eTag(answer.eTag()).build());
  }

  /// Makes the parts one object. Whatever the answer is or whether there is none: it is done if the
  /// object is there.
  private void complete(String uploadId, long size) {
    try {
      bucket
          .client()
          .completeMultipartUpload(request ->
              request
                  .bucket(bucket.name())
                  .key(key.value())
                  .uploadId(uploadId)
                  .multipartUpload(all -> all.parts(parts))
                  .overrideConfiguration(S3Connection.joining()));
    } catch (SdkException e) {
      if (!bucket.call(() -> bucket.has(key, size, checksum))) {
        throw bucket.failures().problem(e);
      }
      return;
    }
    if (!bucket.call(() -> bucket.has(key, size, checksum))) {
      Bucket.tidyUp(() -> bucket.delete(key, S3Connection.brief()));
      throw bucket
          .failures()
          .problem(SdkClientException.create("another object was stored than was sent"));
    }
  }
}
