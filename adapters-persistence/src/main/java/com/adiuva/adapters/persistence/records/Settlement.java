package com.adiuva.adapters.persistence.records;

import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.records.Change;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.RecordLimits;
import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.RecordWrite;
import com.adiuva.domain.records.WriteOutcome;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.StorageProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides writes in order on a state that is locked, and gathers what then has to be stored.
///
/// While it decides, nothing is reserved for the writes any more: what each really adds is counted
/// instead, so a reservation that was too small or too large does no harm.
final class Settlement {
  private final LockedState state;
  private final RecordLimits limits;
  private final Instant now;

  private final List<WriteOutcome> outcomes = new ArrayList<>();
  private final Map<RecordId, RecordMeta> current;
  private final Map<RecordId, Change> changes = new LinkedHashMap<>();
  private final Set<BlobKey> notes;
  private final Set<BlobKey> unused;
  private final Set<BlobKey> replaced = new LinkedHashSet<>();
  private long used;
  private long count;
  private long newest;

  private Settlement(LockedState state, RecordLimits limits, Instant now) {
    this.state = state;
    this.limits = limits;
    this.now = now;
    this.current = new HashMap<>(state.records());
    this.notes = Set.copyOf(state.notes().keySet());
    this.unused = new HashSet<>(notes);
    this.used = state.usedBytes() - state.notes().values().stream().mapToLong(b -> b).sum();
    this.count = state.recordCount();
    this.newest = state.newest();
  }

  static Settlement of(
      LockedState state,
      List<RecordWrite> writes,
      boolean atomic,
      RecordLimits limits,
      Instant now) {
    Settlement settlement = new Settlement(state, limits, now);
    for (RecordWrite write : writes) {
      settlement.outcomes.add(settlement.apply(write));
    }
    if (atomic && settlement.outcomes.stream().anyMatch(WriteOutcome.Refused.class::isInstance)) {
      return settlement.undone();
    }
    return settlement;
  }

  private WriteOutcome apply(RecordWrite write) {
    WriteOutcome outcome = write.decide(current.get(write.id()), now);
    RecordMeta after =
        switch (outcome) {
          case WriteOutcome.Created o -> o.record();
          case WriteOutcome.Updated o -> o.record();
          case WriteOutcome.Deleted o -> o.record();
          case WriteOutcome.Unchanged _, WriteOutcome.Refused _ -> null;
        };
    if (after == null) {
      return outcome;
    }
    Problem obstacle = obstacle(write.content(), outcome);
    if (obstacle != null) {
      return new WriteOutcome.Refused(obstacle);
    }
    used += outcome.addedBytes();
    count += added(outcome);
    newest++;
    current.put(after.id(), after);
    changes.put(after.id(), new Change(newest, after));
    if (write.content() != null) {
      unused.remove(write.content().key());
    }
    switch (outcome) {
      case WriteOutcome.Updated o -> replaced.add(o.replaced().content().key());
      case WriteOutcome.Deleted o -> replaced.add(o.replaced().content().key());
      default -> {}
    }
    return outcome;
  }

  private static int added(WriteOutcome outcome) {
    return switch (outcome) {
      case WriteOutcome.Created _ -> 1;
      case WriteOutcome.Deleted _ -> -1;
      default -> 0;
    };
  }

  private @Nullable Problem obstacle(RecordMeta.@Nullable Content content, WriteOutcome outcome) {
    if (content != null && !unused.contains(content.key())) {
      return new StorageProblem.StorageUnavailable(); // expired, so its bytes may be gone
    }
    if (added(outcome) > 0 && count >= limits.records()) {
      return new StorageProblem.TooManyRecords(limits.records());
    }
    long bytes = outcome.addedBytes();
    return limits.bytes().allows(used, bytes)
        ? null
        : new StorageProblem.QuotaExceeded(used, limits.bytes().bytes(), bytes);
  }

  /// Nothing happens but that the reservations are given up. Whatever speaks of a record that would
  /// only have come to be is taken back too.
  private Settlement undone() {
    Settlement nothing = new Settlement(state, limits, now);
    for (WriteOutcome outcome : outcomes) {
      boolean stands =
          outcome instanceof WriteOutcome.Refused
              || (outcome instanceof WriteOutcome.Unchanged same
                  && same.record().equals(state.records().get(same.record().id())));
      nothing.outcomes.add(
          stands ? outcome : new WriteOutcome.Refused(new StorageProblem.NotApplied()));
    }
    return nothing;
  }

  /// Whether there is nothing to store.
  boolean isEmpty() {
    return changes.isEmpty() && notes.isEmpty();
  }

  List<WriteOutcome> outcomes() {
    return outcomes;
  }

  /// The last change of each record, at its place in the feed.
  List<Change> changes() {
    return List.copyOf(changes.values());
  }

  /// The keys of all notes that are to go.
  Set<BlobKey> notes() {
    return notes;
  }

  /// The keys among them that no record came to refer to.
  Set<BlobKey> unused() {
    return unused;
  }

  /// The keys no record refers to any more.
  Set<BlobKey> replaced() {
    return replaced;
  }

  /// How many bytes more than before are the user's, once the reservations are settled; often
  /// negative.
  long addedBytes() {
    return used - state.usedBytes();
  }

  /// How many records there are afterwards.
  long count() {
    return count;
  }

  long newest() {
    return newest;
  }
}
