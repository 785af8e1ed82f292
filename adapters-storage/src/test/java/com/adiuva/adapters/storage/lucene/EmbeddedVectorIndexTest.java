package com.adiuva.adapters.storage.lucene;

import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorIndexContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedVectorIndexTest implements VectorIndexContract {
  private final VectorIndex index;

  EmbeddedVectorIndexTest(@TempDir Path dataDir) {
    index = new EmbeddedVectorIndexFactory().create(name -> null, dataDir.toString());
  }

  @Override
  public VectorIndex index() {
    return index;
  }

  @AfterEach
  void close() {
    index.close();
  }
}
