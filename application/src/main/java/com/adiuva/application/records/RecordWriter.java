package com.adiuva.application.records;

import com.adiuva.application.blobs.Uploads;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.Entitlements;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.limits.StorageLedger.Reservation;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.RecordLimits;
import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.RecordWrite;
import com.adiuva.domain.records.Records;
import com.adiuva.domain.records.WriteOutcome;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.shared.StorageProblem;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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

  /// @param current those of the records that there are or were, as they were read just now
  /// @param atomic whether one refusal means that none takes effect
  /// @return one outcome for each wish, in order
  List<WriteOutcome> write(
      Caller caller,
      List<PlannedWrite.Wish> wishes,
      Map<RecordId, RecordMeta> current,
      boolean atomic) {
    UserId user = caller.id();
    Entitlements entitlements = Entitlements.of(caller.tier());
    Quota quota = entitlements.cloudStorage();
    List<PlannedWrite> all = PlannedWrite.plan(wishes, current, clock.instant());
    if (atomic && all.stream().anyMatch(PlannedWrite::isRefused)) {
      return allRefused(all);
    }
    reserve(user, quota, all, atomic);
    List<PlannedWrite> toDo = all.stream().filter(PlannedWrite::isToDo).toList();
    if (!toDo.isEmpty() && !(atomic && all.stream().anyMatch(PlannedWrite::isRefused))) {
      carryOut(user, new RecordLimits(quota, entitlements.records()), toDo, atomic);
    }
    return atomic && all.stream().anyMatch(PlannedWrite::isRefused)
        ? allRefused(all)
        : all.stream().map(PlannedWrite::outcome).toList();
  }

  private void carryOut(UserId user, RecordLimits limits, List<PlannedWrite> toDo, boolean atomic) {
    List<PlannedWrite> withBytes = withBytes(toDo);
    List<BlobKey> keys = withBytes.stream().map(PlannedWrite::key).toList();
    try {
      upload(withBytes);
      List<RecordWrite> writes = toDo.stream().map(PlannedWrite::write).toList();
      List<WriteOutcome> outcomes =
          records.commit(
              user, writes, atomic, limits, clock.instant(), clock.instant().plus(GRACE));
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

  /// Reserves what the writes add. What does not fit is refused: of atomic ones everything that
  /// needs room, of others those for which there is none left.
  private void reserve(UserId user, Quota quota, List<PlannedWrite> all, boolean atomic) {
    for (int attempt = 1; ; attempt++) {
      List<PlannedWrite> writes = withBytes(all.stream().filter(PlannedWrite::isToDo).toList());
      if (writes.isEmpty()) {
        return;
      }
      List<Reservation> wanted =
          atomic ? together(writes, all) : writes.stream().map(RecordWriter::alone).toList();
      if (uploads.reserve(user, StorageArea.STORAGE, wanted, quota)) {
        return;
      }
      long total = wanted.stream().mapToLong(Reservation::bytes).sum();
      if (total == 0) {
        throw new ProblemException(new Problem.TokenExpired()); // nothing fits only who is gone
      }
      long used = uploads.usage(user).storageBytes();
      long taken = used;
      for (PlannedWrite write : writes) {
        long needed = alone(write).bytes();
        if (!atomic && attempt < RESERVE_ATTEMPTS && quota.allows(taken, needed)) {
          taken += needed;
        } else if (needed > 0) {
          write.become(
              new WriteOutcome.Refused(
                  new StorageProblem.QuotaExceeded(used, quota.bytes(), atomic ? total : needed)));
        }
      }
      if (atomic) {
        return;
      }
    }
  }

  private static Reservation alone(PlannedWrite write) {
    return new Reservation(write.key(), Math.max(0, write.outcome().addedBytes()));
  }

  /// What takes effect together needs together what it adds in all; the first one is charged.
  private static List<Reservation> together(List<PlannedWrite> writes, List<PlannedWrite> all) {
    long added = all.stream().mapToLong(write -> write.outcome().addedBytes()).sum();
    List<Reservation> reservations = new ArrayList<>();
    for (PlannedWrite write : writes) {
      long bytes = reservations.isEmpty() ? Math.max(0, added) : 0;
      reservations.add(new Reservation(write.key(), bytes));
    }
    return reservations;
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
