package com.adiuva.adapters.http.testkit;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.backups.Backup;
import com.adiuva.domain.backups.BackupId;
import com.adiuva.domain.backups.Backups;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.limits.StorageLedger;
import com.adiuva.domain.limits.StorageUsage;
import com.adiuva.domain.records.Change;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.RecordLimits;
import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.RecordWrite;
import com.adiuva.domain.records.Records;
import com.adiuva.domain.records.TableName;
import com.adiuva.domain.records.WriteOutcome;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.shared.StorageProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Records, backups and the ledger as far as routes need them: one lock, nothing expires, and the
/// quota is decided by reservations alone. What the ports promise beyond that is proven on the
/// database.
final class StorageInMemory implements Records, StorageLedger, Backups {
  private record Pending(UserId user, StorageArea area, long bytes) {}

  private record Owned<T>(UserId user, T value) {}

  private final Map<Owned<StorageArea>, Long> used = new HashMap<>();
  private final Map<BlobKey, Pending> pending = new HashMap<>();
  private final Map<Owned<RecordId>, Change> records = new HashMap<>();
  private final Map<UserId, Long> sequences = new HashMap<>();
  private final Map<Owned<BackupId>, Backup> backups = new HashMap<>();

  void add(UserId user, StorageArea area, long bytes) {
    used.merge(new Owned<>(user, area), bytes, Long::sum);
  }

  @Override
  public synchronized StorageUsage usage(UserId user) {
    return new StorageUsage(used(user, StorageArea.STORAGE), used(user, StorageArea.BACKUP));
  }

  private long used(UserId user, StorageArea area) {
    return used.getOrDefault(new Owned<>(user, area), 0L);
  }

  @Override
  public synchronized boolean reserve(
      UserId user,
      StorageArea area,
      List<Reservation> reservations,
      Quota quota,
      Instant expiresAt) {
    long wanted = reservations.stream().mapToLong(Reservation::bytes).sum();
    if (!quota.allows(used(user, area), wanted)) {
      return false;
    }
    for (Reservation one : reservations) {
      pending.put(one.key(), new Pending(user, area, one.bytes()));
      add(user, area, one.bytes());
    }
    return true;
  }

  @Override
  public synchronized long extend(
      UserId user, StorageArea area, BlobKey key, long wanted, Quota quota, Instant expiresAt) {
    Pending before = pending.get(key);
    if (before == null) {
      return -1;
    }
    long granted = Math.max(0, Math.min(wanted, quota.bytes() - used(user, area)));
    pending.put(key, new Pending(user, area, before.bytes() + granted));
    add(user, area, granted);
    return granted;
  }

  @Override
  public synchronized void release(UserId user, List<BlobKey> keys, Instant now) {
    keys.forEach(this::settle);
  }

  private void settle(BlobKey key) {
    Pending settled = pending.remove(key);
    if (settled != null) {
      add(settled.user(), settled.area(), -settled.bytes());
    }
  }

  @Override
  public synchronized Optional<RecordMeta> find(UserId user, RecordId id) {
    return Optional.ofNullable(records.get(new Owned<>(user, id)))
        .map(Change::record)
        .filter(record -> !record.deleted());
  }

  @Override
  public synchronized Map<RecordId, RecordMeta> findAll(UserId user, Collection<RecordId> ids) {
    return all(user).stream()
        .map(Change::record)
        .filter(record -> ids.contains(record.id()))
        .collect(Collectors.toMap(RecordMeta::id, record -> record));
  }

  private List<Change> all(UserId user) {
    return records.entrySet().stream()
        .filter(entry -> entry.getKey().user().equals(user))
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparingLong(Change::sequence))
        .toList();
  }

  @Override
  public synchronized Page list(UserId user, Optional<TableName> table, long offset, int limit) {
    List<RecordMeta> found =
        all(user).reversed().stream()
            .map(Change::record)
            .filter(record -> !record.deleted())
            .filter(record -> table.isEmpty() || record.table().equals(table.get()))
            .toList();
    return new Page(found.stream().skip(offset).limit(limit).toList(), found.size());
  }

  @Override
  public synchronized Feed changes(UserId user, long after, int limit) {
    return new Feed(
        all(user).stream().filter(change -> change.sequence() > after).limit(limit).toList(),
        sequences.getOrDefault(user, 0L));
  }

  @Override
  public synchronized List<WriteOutcome> commit(
      UserId user,
      List<RecordWrite> writes,
      boolean atomic,
      RecordLimits limits,
      Instant now,
      Instant removeAt) {
    Map<Owned<RecordId>, Change> before = new HashMap<>(records);
    List<WriteOutcome> outcomes = new ArrayList<>();
    for (RecordWrite write : writes) {
      Change current = records.get(new Owned<>(user, write.id()));
      WriteOutcome outcome = write.decide(current == null ? null : current.record(), now);
      outcomes.add(outcome);
      switch (outcome) {
        case WriteOutcome.Created o -> put(user, o.record());
        case WriteOutcome.Updated o -> put(user, o.record());
        case WriteOutcome.Deleted o -> put(user, o.record());
        case WriteOutcome.Unchanged o -> {}
        case WriteOutcome.Refused o -> {}
      }
    }
    boolean refused = outcomes.stream().anyMatch(WriteOutcome.Refused.class::isInstance);
    if (atomic && refused) {
      records.clear();
      records.putAll(before);
      outcomes.replaceAll(outcome ->
          outcome instanceof WriteOutcome.Refused
              ? outcome
              : new WriteOutcome.Refused(new StorageProblem.NotApplied()));
    }
    for (int i = 0; i < writes.size(); i++) {
      RecordMeta.Content content = writes.get(i).content();
      if (content != null) {
        settle(content.key());
      }
      add(user, StorageArea.STORAGE, outcomes.get(i).addedBytes());
    }
    return outcomes;
  }

  private void put(UserId user, RecordMeta record) {
    long sequence = sequences.merge(user, 1L, Long::sum);
    records.put(new Owned<>(user, record.id()), new Change(sequence, record));
  }

  @Override
  public synchronized boolean commit(UserId user, Backup backup) {
    if (!pending.containsKey(backup.key())) {
      return false;
    }
    settle(backup.key());
    add(user, StorageArea.BACKUP, backup.sizeBytes());
    backups.put(new Owned<>(user, backup.id()), backup);
    return true;
  }

  @Override
  public synchronized Optional<Backup> latest(UserId user) {
    return history(user).stream().findFirst();
  }

  @Override
  public synchronized Optional<Backup> find(UserId user, BackupId id) {
    return Optional.ofNullable(backups.get(new Owned<>(user, id)));
  }

  @Override
  public synchronized List<Backup> history(UserId user) {
    return backups.entrySet().stream()
        .filter(entry -> entry.getKey().user().equals(user))
        .map(Map.Entry::getValue)
        .sorted(
            Comparator.comparingLong((Backup backup) -> backup.label().timestamp())
                .thenComparing(Backup::createdAt)
                .reversed())
        .toList();
  }

  @Override
  public synchronized boolean delete(UserId user, BackupId id, Instant removeAt) {
    Backup gone = backups.remove(new Owned<>(user, id));
    if (gone != null) {
      add(user, StorageArea.BACKUP, -gone.sizeBytes());
    }
    return gone != null;
  }
}
