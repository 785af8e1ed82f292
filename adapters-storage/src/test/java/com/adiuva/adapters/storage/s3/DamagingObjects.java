package com.adiuva.adapters.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// A disk behind an S3 server that stores other bytes than it is given.
final class DamagingObjects extends ForwardingBlobStore {
  DamagingObjects(BlobStore objects) {
    super(objects);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    return super.putBlob(request.toBuilder().contentMD5(null).build(), damaged(content));
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream content) {
    return super.uploadMultipartPart(
        upload, request.toBuilder().contentMD5(null).build(), damaged(content));
  }

  private static InputStream damaged(InputStream content) {
    try {
      byte[] bytes = content.readAllBytes();
      if (bytes.length > 0) { // notes that the server makes for itself are empty
        bytes[bytes.length / 2] ^= 1;
      }
      return new ByteArrayInputStream(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
