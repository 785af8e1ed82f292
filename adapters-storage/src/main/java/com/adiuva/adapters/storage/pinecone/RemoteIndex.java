package com.adiuva.adapters.storage.pinecone;

import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorId;
import com.adiuva.domain.vectors.VectorIndex.Hit;
import com.adiuva.domain.vectors.VectorSpace;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// One index of the service. A namespace in it is there when something is written to it.
///
/// @param address where it answers
record RemoteIndex(Rest rest, URI address, VectorSpace space) {
  private static final Duration FIRST_LOOK_AGAIN = Duration.ofMillis(20);
  private static final Duration LAST_LOOK_AGAIN = Duration.ofMillis(200);

  /// A record of the service: ids there are ASCII, so ours go into the text beside.
  record Entry(String id, Embedding point, String text) {
    private Map<String, Object> json() {
      Map<String, String> beside = Map.of("text", text);
      return Map.of("id", id, "values", point.normalized(), "metadata", beside);
    }
  }

  /// @return the number of the write, when the service tells
  OptionalLong upsert(String namespace, List<Entry> entries, Deadline deadline) {
    Map<String, Object> body =
        Map.of("namespace", namespace, "vectors", entries.stream().map(Entry::json).toList());
    return found(rest.post(at("/vectors/upsert"), body, deadline)).written();
  }

  /// Deletes those of the records that there are.
  ///
  /// @return the number of the write, when there was a namespace and the service tells
  OptionalLong delete(String namespace, Collection<String> ids, Deadline deadline) {
    Map<String, Object> body = Map.of("namespace", namespace, "ids", ids);
    return rest.post(at("/vectors/delete"), body, deadline).written();
  }

  /// Deletes the namespace, if there is one.
  OptionalLong deleteAll(String namespace, Deadline deadline) {
    Map<String, Object> body = Map.of("namespace", namespace, "deleteAll", true);
    return rest.post(at("/vectors/delete"), body, deadline).written();
  }

  /// The text of a record.
  Optional<String> text(String namespace, String id, Deadline deadline) {
    URI uri = at("/vectors/fetch?ids=" + id + "&namespace=" + namespace);
    JsonNode record = found(rest.get(uri, deadline)).body().path("vectors").path(id);
    return Optional.ofNullable(record.path("metadata").path("text").textValue());
  }

  List<Hit> search(String namespace, Embedding query, int limit, Deadline deadline) {
    JsonNode matches = query(namespace, query.normalized(), limit, deadline).body().path("matches");
    List<Hit> hits = new ArrayList<>();
    for (JsonNode match : matches) {
      double score = (1 + match.path("score").doubleValue()) / 2;
      VectorId id = new VectorId(match.path("metadata").path("text").asText());
      hits.add(new Hit(id, Math.clamp(score, 0, 1)));
    }
    return hits;
  }

  /// Waits until what was written is found by a search.
  ///
  /// @param written as the write returned it; without a number there is nothing to wait for
  void awaitIndexed(String namespace, OptionalLong written, Deadline deadline) {
    if (written.isEmpty()) {
      return;
    }
    float[] anywhere = new float[space.dimension()];
    anywhere[0] = 1;
    Duration pause = FIRST_LOOK_AGAIN;
    while (query(namespace, anywhere, 1, deadline).indexed().orElse(Long.MAX_VALUE)
        < written.getAsLong()) {
      if (deadline.isOver()) {
        throw Rest.unavailable("Pinecone has not indexed in time what was written");
      }
      deadline.pause(pause);
      pause = Collections.min(List.of(pause.multipliedBy(2), LAST_LOOK_AGAIN));
    }
  }

  private Rest.Reply query(String namespace, float[] vector, int limit, Deadline deadline) {
    Map<String, Object> body =
        Map.of("namespace", namespace, "vector", vector, "topK", limit, "includeMetadata", true);
    return found(rest.post(at("/query"), body, deadline));
  }

  /// The index was there when it was listed.
  private static Rest.Reply found(Rest.Reply reply) {
    if (reply.isNotFound()) {
      throw new IndexGoneException();
    }
    return reply;
  }

  private URI at(String path) {
    return URI.create(address + path);
  }
}
