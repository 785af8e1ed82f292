package com.adiuva.adapters.storage.qdrant;

import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorIndexFactory;
import java.nio.file.Path;
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
  public VectorIndex create(Function<String, @Nullable String> settings, Path dataDir) {
    return new QdrantVectorIndex(QdrantSettings.read(settings), "adiuva_");
  }
}
