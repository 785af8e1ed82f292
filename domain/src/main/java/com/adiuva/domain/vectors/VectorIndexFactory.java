package com.adiuva.domain.vectors;

import com.adiuva.domain.shared.InvalidValueException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes indexes of one engine; found through [java.util.ServiceLoader], so that a third party's
/// jar can add one.
public interface VectorIndexFactory {

  /// The engine's name in `VECTOR_STORE`, lower case.
  String name();

  /// An index of this engine. Waits for no other server: one that is away only fails its own calls.
  ///
  /// @param settings reads one setting by its variable's name; null when it is not set
  /// @param dataDir the folder for what the server keeps on this machine
  /// @throws InvalidValueException when a setting is missing or wrong; its message names the
  ///   variable
  VectorIndex create(Function<String, @Nullable String> settings, Path dataDir);
}
