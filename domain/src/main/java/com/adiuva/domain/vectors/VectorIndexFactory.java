package com.adiuva.domain.vectors;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes indexes of one engine; found through [java.util.ServiceLoader], so that a third party's
/// jar can add one.
public interface VectorIndexFactory {

  /// The engine's name in `VECTOR_STORE`, lower case.
  String name();

  /// Looks at the settings this engine needs, before anything is opened.
  ///
  /// @param settings reads one setting by its variable's name; null when it is not set
  /// @return every variable that is missing or wrong, with what would be right
  Map<String, String> check(Function<String, @Nullable String> settings);

  /// An index of this engine. Waits for no other server: one that is away only fails its own calls.
  ///
  /// @param settings as they were checked
  /// @param dataDir the path of the folder for what the server keeps on this machine
  VectorIndex create(Function<String, @Nullable String> settings, String dataDir);
}
