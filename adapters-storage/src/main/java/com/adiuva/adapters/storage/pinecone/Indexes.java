package com.adiuva.adapters.storage.pinecone;

import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.vectors.VectorSpace;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Our indexes at the service, one for each space. What was listed is remembered for a while, since
/// other servers make new ones rarely.
final class Indexes {
  private static final Logger log = LoggerFactory.getLogger(Indexes.class);
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final Duration MISSING_REMEMBERED = Duration.ofSeconds(2);

  private final Rest rest;
  private final PineconeSettings settings;
  private final AtomicReference<@Nullable Listing> last = new AtomicReference<>();
  private volatile long changedAt = System.nanoTime();

  /// @param at when it was asked for, on the clock of [System#nanoTime]
  private record Listing(Map<VectorSpace, Listed> indexes, long at) {
    boolean isOlderThan(Duration age) {
      return System.nanoTime() - at > age.toNanos();
    }
  }

  /// An index with a name of ours.
  ///
  /// @param ours whether it is as we make them; somebody else's has another dimension or metric
  /// @param ready false while it is being made or deleted
  private record Listed(String name, RemoteIndex index, boolean ours, boolean ready) {}

  Indexes(Rest rest, PineconeSettings settings) {
    this.rest = rest;
    this.settings = settings;
  }

  /// The index of a space; empty when there is none.
  Optional<RemoteIndex> find(VectorSpace space, Deadline deadline) {
    Listed listed = listing(REMEMBERED, deadline).indexes().get(space);
    if (listed == null) {
      listed = listing(MISSING_REMEMBERED, deadline).indexes().get(space);
    }
    if (listed == null) {
      return Optional.empty();
    }
    if (!listed.ours()) {
      log.error("The index {} at Pinecone is not one of this server; remove it", listed.name());
    }
    if (!listed.ours() || !listed.ready()) {
      forgetListing(); // it may be ready any moment
      throw Rest.unavailable("the index " + listed.name() + " cannot be used yet");
    }
    return Optional.of(listed.index());
  }

  /// The index of a space, made when there is none. On the real service that takes longer than
  /// anybody waits: then it is unavailable until it is ready.
  RemoteIndex findOrCreate(VectorSpace space, Deadline deadline) {
    Optional<RemoteIndex> known = find(space, deadline);
    if (known.isPresent()) {
      return known.get();
    }
    String name = settings.indexName(space);
    Map<String, Object> place = Map.of("cloud", settings.cloud(), "region", settings.region());
    Map<String, Object> body =
        Map.of(
            "name",
            name,
            "dimension",
            space.dimension(),
            "metric",
            "cosine",
            "spec",
            Map.of("serverless", place));
    log.info("Creating the index {} at Pinecone", name);
    rest.post(control("/indexes"), body, deadline); // 409 when another server was faster
    forgetListing();
    return find(space, deadline)
        .orElseThrow(() -> Rest.unavailable("the index " + name + " is not listed yet"));
  }

  /// All that answer.
  List<RemoteIndex> all(Deadline deadline) {
    return listing(REMEMBERED, deadline).indexes().values().stream()
        .filter(listed -> listed.ours() && listed.ready())
        .map(Listed::index)
        .toList();
  }

  /// All that answer, as of now.
  List<RemoteIndex> allNow(Deadline deadline) {
    forgetListing();
    return all(deadline);
  }

  /// Deletes all of ours.
  void deleteAll() {
    forgetListing();
    for (Listed listed : listing(REMEMBERED, Deadline.usual()).indexes().values()) {
      if (listed.ours()) {
        log.info("Deleting the index {} at Pinecone", listed.name());
        rest.delete(control("/indexes/" + listed.name()), Deadline.usual());
      }
    }
    forgetListing();
  }

  /// Whether the service lists them.
  boolean areListed(Deadline deadline) {
    try {
      list(deadline);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  /// What was listed is not true any more.
  void forgetListing() {
    changedAt = System.nanoTime();
  }

  private Listing listing(Duration noOlderThan, Deadline deadline) {
    Listing known = last.get();
    boolean usable =
        known != null && known.at() - changedAt >= 0 && !known.isOlderThan(noOlderThan);
    return known != null && usable ? known : list(deadline);
  }

  /// Of listings that overlap the one that was asked for last is remembered.
  private Listing list(Deadline deadline) {
    long now = System.nanoTime();
    Map<VectorSpace, Listed> indexes = new HashMap<>();
    for (JsonNode index : rest.get(control("/indexes"), deadline).body().path("indexes")) {
      settings
          .spaceOf(index.path("name").asText())
          .ifPresent(space -> indexes.put(space, listed(space, index)));
    }
    Listing listing = new Listing(Map.copyOf(indexes), now);
    last.accumulateAndGet(
        listing, (known, mine) -> known != null && known.at() - now > 0 ? known : mine);
    return listing;
  }

  private Listed listed(VectorSpace space, JsonNode index) {
    URI address = settings.addressOf(index.path("host").asText());
    boolean ours =
        index.path("dimension").asInt() == space.dimension()
            && index.path("metric").asText().equals("cosine");
    boolean ready = index.path("status").path("ready").asBoolean();
    return new Listed(
        index.path("name").asText(), new RemoteIndex(rest, address, space), ours, ready);
  }

  private URI control(String path) {
    return URI.create(settings.control() + path);
  }
}
