package com.adiuva.bootstrap.campaigns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What all writers together were told: which bytes each version of each record has, and how often
/// it was deleted. Every change raises the version by one, so nothing is left open, but what became
/// of requests a busy server did not answer: those may have taken effect once or not at all.
final class Acknowledged {
  private final Map<UUID, History> histories = new HashMap<>();
  private final List<UUID> ids = new ArrayList<>();
  private final Set<String> checksumsInDoubt = new HashSet<>();
  private final Map<UUID, Integer> deletionsInDoubt = new HashMap<>();

  /// Of one record.
  private static final class History {
    private final TreeMap<Long, RecordState> puts = new TreeMap<>();
    private int deletions;
  }

  /// Somebody's bytes became a version.
  synchronized void put(RecordState state) {
    History history = historyOf(state.id());
    RecordState other = history.puts.putIfAbsent(state.version(), state);
    if (other != null) {
      throw new AssertionError("two writes became the same version: " + other + ", " + state);
    }
  }

  synchronized void deleted(UUID id) {
    historyOf(id).deletions++;
  }

  /// Nobody knows whether these bytes became a version of anything.
  synchronized void putInDoubt(Content content) {
    checksumsInDoubt.add(content.checksum());
  }

  synchronized void deletionInDoubt(UUID id) {
    deletionsInDoubt.merge(id, 1, Integer::sum);
  }

  /// How many requests were left open.
  synchronized int inDoubt() {
    return checksumsInDoubt.size()
        + deletionsInDoubt.values().stream().mapToInt(count -> count).sum();
  }

  private History historyOf(UUID id) {
    return histories.computeIfAbsent(
        id,
        first -> {
          ids.add(first);
          return new History();
        });
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
    if (!seen.deleted() && checksumsInDoubt.remove(seen.checksum())) {
      put(seen); // so that one did take effect
    }
    History history = historyOf(seen.id());
    RecordState put = history.puts.get(seen.version());
    boolean right =
        seen.deleted()
            ? put == null && history.deletions + deletionsInDoubt.getOrDefault(seen.id(), 0) > 0
            : put != null && put.agreesWith(seen);
    if (!right) {
      throw new AssertionError("nobody wrote " + seen + "; that version was " + put);
    }
  }

  /// Once nobody writes any more, this must be the end of each record's history.
  synchronized void checkFinal(Map<UUID, RecordState> states) {
    states.values().forEach(this::checkSeen);
    if (!states.keySet().equals(histories.keySet())) {
      throw new AssertionError(
          "%d records were written, %d are there".formatted(histories.size(), states.size()));
    }
    for (RecordState state : states.values()) {
      History history = historyOf(state.id());
      int changes = history.puts.size() + history.deletions;
      // A put in doubt that was replaced before anybody saw it cannot be told from one that failed.
      int more = deletionsInDoubt.getOrDefault(state.id(), 0) + checksumsInDoubt.size();
      if (state.version() < changes || state.version() > changes + more) {
        throw new AssertionError(changes + " changes were acknowledged, but there is " + state);
      }
    }
  }
}
