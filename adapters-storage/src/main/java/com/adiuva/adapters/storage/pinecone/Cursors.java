package com.adiuva.adapters.storage.pinecone;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Up to where each user's changes have been followed: a record for each user in a namespace of
/// their own, beside those of the users, so no search comes upon one.
final class Cursors {
  private static final VectorSpace SPACE = VectorSpace.OPAQUE;
  private static final String NAMESPACE = "cursors"; // the users' are UUIDs

  private final Indexes indexes;

  Cursors(Indexes indexes) {
    this.indexes = indexes;
  }

  long get(UserId user, Deadline deadline) {
    return indexes
        .find(SPACE, deadline)
        .flatMap(index -> index.text(NAMESPACE, user.toString(), deadline))
        .map(Long::parseLong)
        .orElse(0L);
  }

  void put(UserId user, long to) {
    RemoteIndex index = indexes.findOrCreate(SPACE, Deadline.usual());
    float[] anything = new float[SPACE.dimension()];
    Arrays.fill(anything, 1);
    RemoteIndex.Entry entry =
        new RemoteIndex.Entry(user.toString(), new Embedding(anything), Long.toString(to));
    Deadline deadline = Deadline.usual();
    OptionalLong written = index.upsert(NAMESPACE, List.of(entry), deadline);
    index.awaitIndexed(NAMESPACE, written, deadline);
  }

  void remove(UserId user, Deadline deadline) {
    Optional<RemoteIndex> index = indexes.find(SPACE, deadline);
    if (index.isPresent()) {
      OptionalLong written = index.get().delete(NAMESPACE, List.of(user.toString()), deadline);
      index.get().awaitIndexed(NAMESPACE, written, deadline);
    }
  }
}
