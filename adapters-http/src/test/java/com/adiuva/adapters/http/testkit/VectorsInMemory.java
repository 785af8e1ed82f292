package com.adiuva.adapters.http.testkit;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.vectors.VectorChange;
import com.adiuva.domain.vectors.VectorId;
import com.adiuva.domain.vectors.VectorItem;
import com.adiuva.domain.vectors.Vectors;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Vectors as far as routes need them.
final class VectorsInMemory implements Vectors {
  /// @param item null once it was deleted
  private record Row(UserId user, VectorId id, @Nullable VectorItem item, long sequence) {}

  private final StorageInMemory ledger;
  private final Map<UserId, Map<VectorId, Row>> rows = new HashMap<>();
  private long sequence;

  VectorsInMemory(StorageInMemory ledger) {
    this.ledger = ledger;
  }

  @Override
  public synchronized UpsertOutcome upsert(
      UserId user, List<VectorItem> items, Quota quota, Instant now) {
    OptionalInt dimension = state(user).dimension();
    long needed = 0;
    for (VectorItem item : items) {
      if (item.embedding() != null
          && dimension.isPresent()
          && item.embedding().dimension() != dimension.getAsInt()) {
        return new UpsertOutcome.OtherDimension(dimension.getAsInt());
      }
      needed += item.blob().size() - size(rows(user).get(item.id()));
    }
    long used = ledger.usage(user).storageBytes();
    if (!quota.allows(used, needed)) {
      return new UpsertOutcome.TooMuch(used, needed);
    }
    ledger.add(user, StorageArea.STORAGE, needed);
    items.forEach(item -> rows(user).put(item.id(), new Row(user, item.id(), item, ++sequence)));
    return new UpsertOutcome.Stored(sequence);
  }

  private static long size(@Nullable Row row) {
    return row == null || row.item() == null ? 0 : row.item().blob().size();
  }

  private Map<VectorId, Row> rows(UserId user) {
    return rows.computeIfAbsent(user, u -> new HashMap<>());
  }

  @Override
  public synchronized long delete(UserId user, Collection<VectorId> ids, Instant now) {
    for (VectorId id : ids) {
      Row row = rows(user).get(id);
      if (row != null && row.item() != null) {
        ledger.add(user, StorageArea.STORAGE, -size(row));
        rows(user).put(id, new Row(user, id, null, ++sequence));
      }
    }
    return state(user).newest();
  }

  @Override
  public synchronized State state(UserId user) {
    OptionalInt dimension = OptionalInt.empty();
    long newest = 0;
    for (Row row : rows(user).values()) {
      newest = Math.max(newest, row.sequence());
      if (row.item() != null && row.item().embedding() != null) {
        dimension = OptionalInt.of(row.item().embedding().dimension());
      }
    }
    return new State(newest, dimension);
  }

  @Override
  public synchronized Map<VectorId, Stored> findAll(UserId user, Collection<VectorId> ids) {
    Map<VectorId, Stored> found = new HashMap<>();
    for (VectorId id : ids) {
      Row row = rows(user).get(id);
      if (row != null && row.item() != null) {
        found.put(id, new Stored(row.item().blob(), row.item().point().space()));
      }
    }
    return found;
  }

  @Override
  public synchronized Changes changes(UserId user, long after, int limit) {
    List<Row> page =
        rows(user).values().stream()
            .filter(row -> row.sequence() > after)
            .sorted(Comparator.comparingLong(Row::sequence))
            .limit(limit)
            .toList();
    return new Changes(
        page.stream()
            .map(row -> new VectorChange(row.id(), row.item() == null ? null : row.item().point()))
            .toList(),
        page.isEmpty() ? after : page.getLast().sequence());
  }

  @Override
  public synchronized List<UserId> users(Optional<UserId> after, int limit) {
    return List.of();
  }
}
