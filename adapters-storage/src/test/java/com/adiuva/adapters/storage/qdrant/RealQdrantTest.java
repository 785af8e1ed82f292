package com.adiuva.adapters.storage.qdrant;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorIndexContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// On the server at `QDRANT_URL`, in collections of its own, when that variable is set.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealQdrantTest implements VectorIndexContract {
  private static final Logger LOG = LoggerFactory.getLogger(RealQdrantTest.class);
  private static final String WHY =
      "Skipped: set QDRANT_URL to run the vector contract on a real Qdrant server";

  private VectorIndex index;

  @BeforeAll
  void connect() {
    boolean there = System.getenv("QDRANT_URL") != null;
    if (!there) {
      LOG.info(WHY);
    }
    assumeTrue(there, WHY);
    index = new QdrantVectorIndex(QdrantSettings.read(System::getenv), "adiuva-test_");
  }

  @AfterAll
  void close() {
    if (index != null) {
      index.clear();
      index.close();
    }
  }

  @Override
  public VectorIndex index() {
    return index;
  }
}
