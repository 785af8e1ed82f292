package com.adiuva.adapters.storage.pinecone;

import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorIndexContract;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/// The contract on a service that is as fast as thought, as late as the real one, and as mute about
/// it as its emulator.
final class PineconeVectorIndexTest {

  @Nested
  final class Prompt extends Contract {
    Prompt() throws IOException {
      super(new PineconeServer());
    }
  }

  @Nested
  final class Late extends Contract {
    Late() throws IOException {
      super(new PineconeServer().withLag(Duration.ofMillis(10)));
    }
  }

  @Nested
  final class WithoutNumbers extends Contract {
    WithoutNumbers() throws IOException {
      super(new PineconeServer().withoutNumbering());
    }
  }

  abstract static class Contract implements VectorIndexContract {
    private final PineconeServer server;
    private final VectorIndex index;

    Contract(PineconeServer server) {
      this.server = server;
      this.index = server.open();
      index.isAnswering(); // the first request of a process takes longest
    }

    @Override
    public VectorIndex index() {
      return index;
    }

    @AfterEach
    void close() {
      index.close();
      server.close();
    }
  }
}
