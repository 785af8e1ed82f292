package com.adiuva.domain.blobs;

import com.adiuva.domain.shared.InvalidValueException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes stores of one kind; found through [java.util.ServiceLoader], so that a third party's jar
/// can add one.
public interface BlobStoreFactory {

  /// The kind's name in `BLOB_STORE`, lower case.
  String name();

  /// A store of this kind. Waits for no other server: one that is away only fails its own calls.
  ///
  /// @param settings reads one setting by its variable's name; null when it is not set
  /// @param dataDir the folder for what the server keeps on this machine
  /// @param downloads signs links that this server itself serves
  /// @throws InvalidValueException when a setting is missing or wrong; its message names the
  ///   variable
  BlobStore create(
      Function<String, @Nullable String> settings, Path dataDir, SignedDownloads downloads);
}
