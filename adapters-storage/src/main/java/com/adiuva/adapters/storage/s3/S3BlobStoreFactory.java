package com.adiuva.adapters.storage.s3;

import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.BlobStoreFactory;
import com.adiuva.domain.blobs.SignedDownloads;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Blobs in the bucket `S3_BUCKET`, which must exist. Keeps nothing on this machine and signs its
/// links with the bucket's keys.
public final class S3BlobStoreFactory implements BlobStoreFactory {
  @Override
  public String name() {
    return "s3";
  }

  @Override
  public Map<String, String> check(Function<String, @Nullable String> settings) {
    return S3Settings.check(settings);
  }

  @Override
  public BlobStore create(
      Function<String, @Nullable String> settings, String dataDir, SignedDownloads downloads) {
    return new S3BlobStore(S3Settings.from(settings));
  }
}
