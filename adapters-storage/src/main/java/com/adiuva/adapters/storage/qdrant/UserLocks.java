package com.adiuva.adapters.storage.qdrant;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem.VectorsUnavailable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Lets one write of a user at a time through. A few users share each lock.
final class UserLocks {
  private static final int LOCKS = 256;

  private final Lock[] locks = new Lock[LOCKS];

  UserLocks() {
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /// @throws ProblemException `VectorsUnavailable` when the write before it takes too long
  void alone(UserId user, Patience patience, Runnable write) {
    Lock lock = locks[Math.floorMod(user.hashCode(), LOCKS)];
    long since = System.nanoTime();
    try {
      if (!lock.tryLock(patience.nanos(), TimeUnit.NANOSECONDS)) {
        throw new ProblemException(new VectorsUnavailable());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(new VectorsUnavailable(), e);
    }
    try {
      patience.waited(System.nanoTime() - since);
      write.run();
    } finally {
      lock.unlock();
    }
  }
}
