package com.adiuva.adapters.storage.pinecone;

import com.adiuva.adapters.storage.shared.Probe;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorChange;
import com.adiuva.domain.vectors.VectorId;
import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorSpace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/// [VectorIndex] in Pinecone: an index for each space, a namespace for each user.
///
/// The service makes what was written visible only a little later. It numbers the writes to a
/// namespace and says with each search up to which of them it has got, so [#follow] and [#forget]
/// return when what they wrote is visible, and are unavailable when that takes more than two
/// seconds: what followed is then not marked as followed and comes again. An index that does not
/// number them (one on pods, an emulator) is taken at its word.
///
/// Of many changes each request, rather than all of them together, is answered within two seconds.
/// The first item of a space waits for its index to be made, which takes the service some seconds,
/// during which it is unavailable.
final class PineconeVectorIndex implements VectorIndex {
  /// The service takes 2 MB and 1,000 records at a time.
  private static final int REQUEST_BYTES = 1_800_000;

  private static final int RECORD_BYTES = 1_000;
  private static final int NUMBER_BYTES = 14;
  private static final Duration ASKED_EVERY = Duration.ofSeconds(1);

  private final Rest rest;
  private final Indexes indexes;
  private final Cursors cursors;
  private final List<ReentrantLock> followers =
      Stream.generate(ReentrantLock::new).limit(64).toList();
  private final Probe probe;

  PineconeVectorIndex(PineconeSettings settings) {
    this.rest = new Rest(settings);
    this.indexes = new Indexes(rest, settings);
    this.cursors = new Cursors(indexes);
    this.probe = new Probe(ASKED_EVERY, () -> indexes.areListed(Deadline.in(ASKED_EVERY)));
  }

  @Override
  public long followedTo(UserId user) {
    return withIndexes(deadline -> cursors.get(user, deadline));
  }

  @Override
  public List<Hit> search(UserId user, VectorSpace space, Embedding query, int limit) {
    return withIndexes(deadline ->
        indexes
            .find(space, deadline)
            .map(index -> index.search(user.toString(), query, limit, deadline))
            .orElse(List.of()));
  }

  /// Takes one page of a user after the other, since an item's states must arrive in their order.
  @Override
  public void follow(UserId user, List<VectorChange> changes, long to) {
    oneAtATime(
        user,
        deadline -> {
          Map<VectorSpace, Map<String, RemoteIndex.Entry>> places = places(changes);
          for (VectorSpace space : places.keySet()) {
            indexes.findOrCreate(space, Deadline.usual());
          }
          List<String> all = changes.stream().map(change -> recordId(change.id())).toList();
          for (RemoteIndex index : indexes.all(deadline)) {
            write(user, index, all, places.getOrDefault(index.space(), Map.of()));
          }
          cursors.put(user, to);
          return to;
        });
  }

  private static Map<VectorSpace, Map<String, RemoteIndex.Entry>> places(
      List<VectorChange> changes) {
    Map<VectorSpace, Map<String, RemoteIndex.Entry>> places = new HashMap<>();
    for (VectorChange change : changes) {
      VectorChange.Point point = change.point();
      if (point != null) {
        String id = recordId(change.id());
        places
            .computeIfAbsent(point.space(), space -> new LinkedHashMap<>())
            .put(id, new RemoteIndex.Entry(id, point.embedding(), change.id().value()));
      }
    }
    return places;
  }

  /// The records of the service have ASCII ids; the item's own goes along as text.
  private static String recordId(VectorId id) {
    return Checksum.of(id.value().getBytes(StandardCharsets.UTF_8)).hex();
  }

  /// Puts those of the changed items into an index that are there now, and removes the others from
  /// it: they may have been there before.
  private static void write(
      UserId user, RemoteIndex index, List<String> all, Map<String, RemoteIndex.Entry> here) {
    String namespace = user.toString();
    OptionalLong written = OptionalLong.empty();
    List<String> others = all.stream().filter(id -> !here.containsKey(id)).toList();
    if (!others.isEmpty()) {
      written = index.delete(namespace, others, Deadline.usual());
    }
    List<RemoteIndex.Entry> entries = List.copyOf(here.values());
    int size = REQUEST_BYTES / (RECORD_BYTES + NUMBER_BYTES * index.space().dimension());
    for (int from = 0; from < entries.size(); from += size) {
      int to = Math.min(from + size, entries.size());
      written = index.upsert(namespace, entries.subList(from, to), Deadline.usual());
    }
    index.awaitIndexed(namespace, written, Deadline.usual());
  }

  @Override
  public void forget(UserId user) {
    oneAtATime(
        user,
        deadline -> {
          cursors.remove(user, deadline);
          String namespace = user.toString();
          for (RemoteIndex index : indexes.allNow(deadline)) {
            OptionalLong written = index.deleteAll(namespace, Deadline.usual());
            index.awaitIndexed(namespace, written, Deadline.usual());
          }
          return true;
        });
  }

  /// Deletes our indexes. The service takes a while to do so; until then it is unavailable to us.
  @Override
  public void clear() {
    withIndexes(deadline -> {
      indexes.deleteAll();
      return true;
    });
  }

  private <T> T withIndexes(Function<Deadline, T> work) {
    try {
      return work.apply(Deadline.usual());
    } catch (IndexGoneException e) {
      indexes.forgetListing();
      throw Rest.unavailable(e);
    } catch (ProblemException e) {
      indexes.forgetListing(); // an index may have been made anew elsewhere
      throw e;
    }
  }

  private <T> void oneAtATime(UserId user, Function<Deadline, T> work) {
    ReentrantLock lock = followers.get(Math.floorMod(user.hashCode(), followers.size()));
    try {
      if (!lock.tryLock(2, TimeUnit.SECONDS)) {
        throw Rest.unavailable("another page of the same user takes too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Rest.unavailable(e);
    }
    try {
      withIndexes(work);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isAnswering() {
    return probe.answer();
  }

  @Override
  public void close() {
    rest.close();
  }
}
