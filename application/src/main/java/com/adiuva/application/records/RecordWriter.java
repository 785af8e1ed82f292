package com.adiuva.application.records;

import com.adiuva.application.blobs.Uploads;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.Entitlements;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.limits.StorageLedger.Reservation;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.RecordWrite;
import com.adiuva.domain.records.Records;
import com.adiuva.domain.records.WriteOutcome;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.shared.StorageProblem;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// Carries writes out: reserves what they add, stores their bytes under fresh keys, and commits
/// what is known of them. Whatever dies in between leaves a reservation that runs out and never a
/// record without its bytes.
final class RecordWriter {
  /// How long replaced and deleted bytes stay, for whoever is reading them.
  private static final Duration GRACE = Duration.ofMinutes(5);

  private static final int PARALLEL_UPLOADS = 8;
  private static final int RESERVE_ATTEMPTS = 3;

  private final Records records;
  private final Uploads uploads;
  private final Clock clock;

  RecordWriter(Records records, Uploads uploads, Clock clock) {
    this.records = records;
    this.uploads = uploads;
    this.clock = clock;
  }

  /// @param atomic whether one refusal means that none takes effect
  /// @return one outcome for each wish, in order
  List<WriteOutcome> write(Caller caller, List<PlannedWrite.Wish> wishes, boolean atomic) {
    UserId user = caller.id();
    Quota quota = Entitlements.of(caller.tier()).cloudStorage();
    List<PlannedWrite> all = PlannedWrite.plan(wishes, current(user, wishes), clock.instant());
    if (atomic && all.stream().anyMatch(PlannedWrite::isRefused)) {
      return allRefused(all);
    }
    reserve(user, quota, all, atomic);
    List<PlannedWrite> toDo = all.stream().filter(PlannedWrite::isToDo).toList();
    if (!toDo.isEmpty() && !(atomic && all.stream().anyMatch(PlannedWrite::isRefused))) {
      carryOut(user, quota, toDo, atomic);
    }
    return atomic && all.stream().anyMatch(PlannedWrite::isRefused)
        ? allRefused(all)
        : all.stream().map(PlannedWrite::outcome).toList();
  }

  private Map<RecordId, RecordMeta> current(UserId user, List<PlannedWrite.Wish> wishes) {
    Set<RecordId> ids = wishes.stream().map(wish -> wish.write().id()).collect(Collectors.toSet());
    return ids.isEmpty() ? Map.of() : records.findAll(user, ids);
  }

  private void carryOut(UserId user, Quota quota, List<PlannedWrite> toDo, boolean atomic) {
    List<PlannedWrite> withBytes = withBytes(toDo);
    List<BlobKey> keys = withBytes.stream().map(PlannedWrite::key).toList();
    try {
      upload(withBytes);
      List<RecordWrite> writes = toDo.stream().map(PlannedWrite::write).toList();
      List<WriteOutcome> outcomes =
          records.commit(user, writes, atomic, quota, clock.instant(), clock.instant().plus(GRACE));
      for (int i = 0; i < toDo.size(); i++) {
        toDo.get(i).become(outcomes.get(i));
      }
    } catch (RuntimeException | Error e) {
      // A commit whose answer was lost may have taken effect: only what is still pending goes.
      uploads.giveUp(user, keys, e);
      throw e;
    }
    for (PlannedWrite write : withBytes) {
      if (write.outcome() instanceof WriteOutcome.Refused refused
          && refused.problem() instanceof StorageProblem.StorageUnavailable) {
        uploads.discard(write.key()); // it came too late for its reservation
      }
    }
  }

  /// Reserves what the writes add. Of those that are not atomic, ones that do not fit are refused.
  private void reserve(UserId user, Quota quota, List<PlannedWrite> all, boolean atomic) {
    for (int attempt = 1; ; attempt++) {
      List<PlannedWrite> writes = withBytes(all.stream().filter(PlannedWrite::isToDo).toList());
      if (writes.isEmpty()
          || uploads.reserve(user, StorageArea.STORAGE, reservations(writes, all, atomic), quota)) {
        return;
      }
      long used = uploads.usage(user).storageBytes();
      boolean refuseAll = atomic || attempt == RESERVE_ATTEMPTS;
      long room = used;
      for (PlannedWrite write : writes) {
        long needed = Math.max(0, write.outcome().addedBytes());
        if (!refuseAll && quota.allows(room, needed)) {
          room += needed;
        } else if (needed > 0) {
          write.become(
              new WriteOutcome.Refused(
                  new StorageProblem.QuotaExceeded(
                      used, quota.bytes(), atomic ? Math.max(needed, added(all)) : needed)));
        }
      }
    }
  }

  /// What takes effect together needs together what it adds in all; the first one is charged.
  private static List<Reservation> reservations(
      List<PlannedWrite> writes, List<PlannedWrite> all, boolean atomic) {
    OptionalLong together = atomic ? OptionalLong.of(added(all)) : OptionalLong.empty();
    List<Reservation> reservations = new ArrayList<>();
    for (PlannedWrite write : writes) {
      long bytes =
          together.isEmpty()
              ? Math.max(0, write.outcome().addedBytes())
              : reservations.isEmpty() ? Math.max(0, together.getAsLong()) : 0;
      reservations.add(new Reservation(write.key(), bytes));
    }
    return reservations;
  }

  private static long added(List<PlannedWrite> all) {
    return all.stream()
        .filter(PlannedWrite::isToDo)
        .mapToLong(write -> write.outcome().addedBytes())
        .sum();
  }

  private static List<PlannedWrite> withBytes(List<PlannedWrite> writes) {
    return writes.stream().filter(write -> write.bytes() != null).toList();
  }

  private void upload(List<PlannedWrite> writes) {
    if (writes.size() <= 1) {
      writes.forEach(this::upload);
      return;
    }
    try (ExecutorService executor =
        Executors.newFixedThreadPool(
            Math.min(PARALLEL_UPLOADS, writes.size()), Thread.ofVirtual().factory())) {
      List<Future<?>> running = new ArrayList<>();
      for (PlannedWrite write : writes) {
        running.add(executor.submit(() -> upload(write)));
      }
      try {
        for (Future<?> upload : running) {
          upload.get();
        }
      } catch (ExecutionException e) {
        running.forEach(upload -> upload.cancel(false)); // those that run end by themselves
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        running.forEach(upload -> upload.cancel(true));
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while storing", e);
      }
    }
  }

  private void upload(PlannedWrite write) {
    Ciphertext bytes = write.bytes();
    if (bytes != null) {
      uploads
          .blobs()
          .put(write.key(), bytes.open(), OptionalLong.of(bytes.size()), bytes.checksum());
    }
  }

  private static List<WriteOutcome> allRefused(List<PlannedWrite> all) {
    return all.stream()
        .map(write ->
            write.isRefused()
                ? write.outcome()
                : new WriteOutcome.Refused(new StorageProblem.NotApplied()))
        .toList();
  }
}
