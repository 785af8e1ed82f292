package com.adiuva.application.vectors;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.Entitlements;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.shared.StorageProblem;
import com.adiuva.domain.shared.Violation;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorId;
import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorItem;
import com.adiuva.domain.vectors.VectorSpace;
import com.adiuva.domain.vectors.Vectors;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The vectors of whoever asks. Those of others do not exist.
///
/// The rows are the truth: what is stored is stored also while the index is away, which then
/// follows. A search waits for that, a moment.
public final class EncryptedVectors {
  private final Vectors vectors;
  private final VectorIndex index;
  private final IndexFollower follower;
  private final Clock clock;

  public EncryptedVectors(Vectors vectors, VectorIndex index, IndexFollower follower, Clock clock) {
    this.vectors = vectors;
    this.index = index;
    this.follower = follower;
    this.clock = clock;
  }

  /// An item that was found.
  ///
  /// @param score from 0 to 1
  public record Found(VectorId id, double score, Ciphertext blob) {}

  /// Stores all items, replacing those of the same ids, or none.
  ///
  /// @param items no id twice
  /// @throws ProblemException `QuotaExceeded`; `ValidationFailed` at the first embedding of another
  ///   length than the user's others
  public void upsert(Caller caller, List<VectorItem> items) {
    requireOneDimension(items);
    Quota quota = Entitlements.of(caller.tier()).cloudStorage();
    switch (vectors.upsert(caller.id(), items, quota, clock.instant())) {
      case Vectors.UpsertOutcome.Stored stored -> followIfThere(caller.id(), stored.newest());
      case Vectors.UpsertOutcome.OtherDimension other -> throw otherDimension(items, other);
      case Vectors.UpsertOutcome.TooMuch much ->
          throw new ProblemException(
              new StorageProblem.QuotaExceeded(
                  much.usedBytes(), quota.bytes(), much.neededBytes()));
    }
  }

  /// The items whose embeddings are nearest, best first.
  ///
  /// @param limit from 1 to 100
  /// @throws ProblemException `VectorsUnavailable`; `ValidationFailed` for another length than that
  ///   of the stored ones
  public List<Found> search(Caller caller, Embedding query, int limit) {
    Vectors.State state = vectors.state(caller.id());
    if (state.dimension().isEmpty()) {
      return List.of();
    }
    int dimension = state.dimension().getAsInt();
    if (dimension != query.dimension()) {
      throw invalid(List.of("body", "query_embedding"), dimension);
    }
    VectorSpace space = VectorSpace.ofEmbeddings(dimension);
    return search(caller.id(), state.newest(), space, query, limit);
  }

  /// The items that came without embedding, those with exactly this blob first; beyond them the
  /// order means nothing.
  ///
  /// @param blob the checksum of the blob
  /// @param limit from 1 to 100
  /// @throws ProblemException `VectorsUnavailable`
  public List<Found> search(Caller caller, Checksum blob, int limit) {
    long newest = vectors.state(caller.id()).newest();
    return newest == 0
        ? List.of()
        : search(caller.id(), newest, VectorSpace.OPAQUE, Embedding.opaque(blob), limit);
  }

  /// Deletes those of the items that there are.
  public void delete(Caller caller, Collection<VectorId> ids) {
    long newest = vectors.delete(caller.id(), ids, clock.instant());
    followIfThere(caller.id(), newest);
  }

  private List<Found> search(
      UserId user, long newest, VectorSpace space, Embedding query, int limit) {
    follower.catchUp(user, newest);
    List<VectorIndex.Hit> hits = index.search(user, space, query, limit);
    List<VectorId> ids = hits.stream().map(VectorIndex.Hit::id).toList();
    Map<VectorId, Vectors.Stored> stored = ids.isEmpty() ? Map.of() : vectors.findAll(user, ids);
    List<Found> found = new ArrayList<>();
    for (VectorIndex.Hit hit : hits) {
      Vectors.Stored item = stored.get(hit.id());
      if (item != null && item.space().equals(space)) { // else it changed a moment ago
        double score = Math.min(1, Math.max(0, hit.score()));
        found.add(new Found(hit.id(), score, item.blob()));
      }
    }
    return found;
  }

  private void followIfThere(UserId user, long newest) {
    try {
      follower.catchUp(user, newest);
    } catch (ProblemException e) {
      // The rows are stored; the follower comes back to this user.
    }
  }

  private static void requireOneDimension(List<VectorItem> items) {
    int dimension = 0;
    for (int i = 0; i < items.size(); i++) {
      Embedding embedding = items.get(i).embedding();
      if (embedding != null && dimension != 0 && embedding.dimension() != dimension) {
        throw invalid(location(i), dimension);
      }
      dimension = embedding == null ? dimension : embedding.dimension();
    }
  }

  private static ProblemException otherDimension(
      List<VectorItem> items, Vectors.UpsertOutcome.OtherDimension other) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).embedding() != null) {
        return invalid(location(i), other.expected());
      }
    }
    throw new IllegalStateException("without an embedding there is no other length");
  }

  private static List<String> location(int item) {
    return List.of("body", "vectors", Integer.toString(item), "embedding");
  }

  private static ProblemException invalid(List<String> location, int expected) {
    InvalidValueException reason =
        new InvalidValueException(
            "embedding_dimension",
            "must have " + expected + " numbers, as the others of this account");
    return new ProblemException(
        new Problem.ValidationFailed(
            List.of(new Violation(location, reason.getMessage(), reason.type()))));
  }
}
