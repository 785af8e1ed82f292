package com.adiuva.adapters.storage.qdrant;

import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorIndexFactory;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes indexes on the Qdrant server at `QDRANT_URL`, with `QDRANT_API_KEY` when it wants one; its
/// gRPC port is the one after that of the address unless `QDRANT_GRPC_PORT` says otherwise.
public final class QdrantVectorIndexFactory implements VectorIndexFactory {

  @Override
  public String name() {
    return "qdrant";
  }

  @Override
  public Map<String, String> check(Function<String, @Nullable String> settings) {
    try {
      QdrantSettings.read(settings);
      return Map.of();
    } catch (InvalidValueException e) {
      int space = e.getMessage().indexOf(' '); // after the name of the variable
      return Map.of(e.getMessage().substring(0, space), e.getMessage().substring(space + 1));
    }
  }

  @Override
  public VectorIndex create(Function<String, @Nullable String> settings, String dataDir) {
    return new QdrantVectorIndex(QdrantSettings.read(settings), "adiuva_");
  }
}
