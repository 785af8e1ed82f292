package com.adiuva.bootstrap.campaigns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What all writers together were told: which bytes each version of each record has, and how often
/// it was deleted. Every change raises the version by one, so nothing is left open.
final class Acknowledged {
  private final Map<UUID, History> histories = new HashMap<>();
  private final List<UUID> ids = new ArrayList<>();

  /// Of one record.
  private static final class History {
    private final TreeMap<Long, RecordState> puts = new TreeMap<>();
    private int deletions;
  }

  /// Somebody's bytes became a version.
  synchronized void put(RecordState state) {
    History history = histories.get(state.id());
    if (history == null) {
      history = new History();
      histories.put(state.id(), history);
      ids.add(state.id());
    }
    RecordState other = history.puts.putIfAbsent(state.version(), state);
    if (other != null) {
      throw new AssertionError("two writes became the same version: " + other + ", " + state);
    }
  }

  synchronized void deleted(UUID id) {
    History history = histories.get(id);
    if (history != null) {
      history.deletions++;
      return;
    }
    // Deleted by one writer before another heard that it had created it.
    History first = new History();
    first.deletions = 1;
    histories.put(id, first);
    ids.add(id);
  }

  /// A record that was written before; null when there is none.
  synchronized @Nullable UUID any(RandomGenerator random) {
    return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
  }

  /// The last version known to have bytes; 0 when there is none.
  synchronized long versionOf(UUID id) {
    History history = histories.get(id);
    return history == null || history.puts.isEmpty() ? 0 : history.puts.lastKey();
  }

  /// Somebody saw this: it must have been written.
  synchronized void checkSeen(RecordState seen) {
    History history = histories.get(seen.id());
    RecordState put = history == null ? null : history.puts.get(seen.version());
    boolean right =
        seen.deleted()
            ? history != null && history.deletions > 0 && put == null
            : put != null && put.agreesWith(seen);
    if (!right) {
      throw new AssertionError("nobody wrote " + seen + "; that version was " + put);
    }
  }

  /// Once nobody writes any more, this must be the end of each record's history.
  synchronized void checkFinal(Map<UUID, RecordState> states) {
    if (!states.keySet().equals(histories.keySet())) {
      throw new AssertionError(
          "%d records were written, %d are there".formatted(histories.size(), states.size()));
    }
    for (RecordState state : states.values()) {
      History history = histories.getOrDefault(state.id(), new History());
      int changes = history.puts.size() + history.deletions;
      if (state.version() != changes) {
        throw new AssertionError(changes + " changes were acknowledged, but there is " + state);
      }
      checkSeen(state);
    }
  }
}
