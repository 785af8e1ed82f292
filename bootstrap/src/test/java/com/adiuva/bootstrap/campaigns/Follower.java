package com.adiuva.bootstrap.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A device that knows of records only what the feed of changes told it.
final class Follower {
  private static final int LARGEST_PAGE = 500;

  private final Map<UUID, RecordState> state = new HashMap<>();
  private final List<RecordState> seen = new ArrayList<>();
  private @Nullable String cursor;

  /// Reads on from where it is.
  ///
  /// @return whether there was nothing new
  boolean poll(StorageClient client, int limit) throws IOException, InterruptedException {
    JsonNode page = client.changes(cursor, limit);
    JsonNode changes = page.path("changes");
    if (changes.size() > limit || (changes.isEmpty() && page.path("has_more").asBoolean())) {
      throw new AssertionError("a page of at most " + limit + " changes is " + page);
    }
    for (JsonNode one : changes) {
      apply(RecordState.of(one));
    }
    cursor = page.path("cursor").asText();
    return changes.isEmpty();
  }

  /// Reads to the end; nothing may change meanwhile.
  void catchUp(StorageClient client, RandomGenerator random)
      throws IOException, InterruptedException {
    boolean ended;
    do {
      ended = poll(client, random.nextInt(1, LARGEST_PAGE + 1));
    } while (!ended);
  }

  private void apply(RecordState change) {
    RecordState before = state.put(change.id(), change);
    if (before != null && before.version() >= change.version()) {
      throw new AssertionError("the feed goes back from " + before + " to " + change);
    }
    seen.add(change);
  }

  /// Each record, or the mark of its deletion.
  Map<UUID, RecordState> state() {
    return state;
  }

  /// Every change it was told of since the last time it was asked.
  List<RecordState> takeSeen() {
    List<RecordState> taken = List.copyOf(seen);
    seen.clear();
    return taken;
  }

  /// The listing must have what it knows, and nothing else.
  void compareWith(Map<UUID, RecordState> listing) {
    Map<UUID, RecordState> live = new HashMap<>(state);
    live.values().removeIf(RecordState::deleted);
    if (!live.equals(listing)) {
      throw new AssertionError("followed " + live + "\nbut listed " + listing);
    }
  }
}
