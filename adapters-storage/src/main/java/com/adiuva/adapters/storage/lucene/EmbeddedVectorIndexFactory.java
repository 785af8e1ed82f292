package com.adiuva.adapters.storage.lucene;

import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorIndexFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes the index in the folder `vectors` of the data directory. It needs no settings; one process
/// at a time may have it open.
public final class EmbeddedVectorIndexFactory implements VectorIndexFactory {

  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public Map<String, String> check(Function<String, @Nullable String> settings) {
    return Map.of(); // it has none
  }

  @Override
  public VectorIndex create(Function<String, @Nullable String> settings, String dataDir) {
    return EmbeddedVectorIndex.open(Path.of(dataDir, "vectors"));
  }
}
