package com.adiuva.adapters.storage.s3;

import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// All the memory that uploads may hold at once: 64 MiB, in pieces that are used again and again.
/// Who asks for more than is free waits in line.
final class PartBuffers {
  static final int PIECE = 4 << 20;
  static final int PIECES = 16;

  private final Semaphore free = new Semaphore(PIECES, true);
  private final Queue<byte[]> idle = new ConcurrentLinkedQueue<>();
  private final Duration patience;

  /// @param patience how long somebody waits in line
  PartBuffers(Duration patience) {
    this.patience = patience;
  }

  /// A buffer with room for at least so many bytes; closing it gives the memory back.
  ///
  /// @param bytes at most 64 MiB
  /// @throws ProblemException `StorageUnavailable` when none became free in time
  PartBuffer take(long bytes) {
    int pieces = (int) Math.max(1, Math.ceilDiv(bytes, (long) PIECE));
    try {
      if (!free.tryAcquire(pieces, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ProblemException(new StorageProblem.StorageUnavailable());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(new StorageProblem.StorageUnavailable(), e);
    }
    List<byte[]> taken = new ArrayList<>(pieces);
    try {
      while (taken.size() < pieces) {
        byte[] piece = idle.poll();
        taken.add(piece == null ? new byte[PIECE] : piece);
      }
    } catch (OutOfMemoryError e) {
      giveBack(taken, pieces);
      throw e;
    }
    return new PartBuffer(taken, () -> giveBack(taken, pieces));
  }

  private void giveBack(List<byte[]> taken, int pieces) {
    idle.addAll(taken);
    free.release(pieces);
  }

  /// How many bytes nobody holds.
  long freeBytes() {
    return (long) free.availablePermits() * PIECE;
  }
}
