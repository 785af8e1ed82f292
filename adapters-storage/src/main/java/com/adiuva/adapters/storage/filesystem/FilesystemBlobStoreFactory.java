package com.adiuva.adapters.storage.filesystem;

import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.BlobStoreFactory;
import com.adiuva.domain.blobs.SignedDownloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Blobs in the folder `blobs` of `DATA_DIR`.
public final class FilesystemBlobStoreFactory implements BlobStoreFactory {
  @Override
  public String name() {
    return "filesystem";
  }

  @Override
  public Map<String, String> check(Function<String, @Nullable String> settings) {
    return Map.of();
  }

  /// @throws UncheckedIOException when the folder cannot be created or locked
  @Override
  public BlobStore create(
      Function<String, @Nullable String> settings, String dataDir, SignedDownloads downloads) {
    try {
      return new FilesystemBlobStore(Path.of(dataDir, "blobs"), downloads);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder for blobs in DATA_DIR cannot be created or locked", e);
    }
  }
}
