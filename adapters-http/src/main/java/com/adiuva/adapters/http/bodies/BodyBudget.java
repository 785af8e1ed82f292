package com.adiuva.adapters.http.bodies;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How much memory all bodies together may take that are held whole, and what is made of them. What
/// does not fit waits a moment and is then refused, so that many large requests at once make some
/// of them wait and not the server fall over.
public final class BodyBudget {
  private static final int UNIT = 1024;
  private static final long FREE_OF_CHARGE = 64 * 1024;
  private static final long PATIENCE_MILLIS = 250;

  private final int units;
  private final Semaphore free;

  /// @param bytes at least 1 KiB
  public BodyBudget(long bytes) {
    this.units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
    this.free = new Semaphore(units);
  }

  /// Half of the heap this process may have.
  public static BodyBudget ofHeap() {
    return new BodyBudget(Runtime.getRuntime().maxMemory() / 2);
  }

  /// The account of one request.
  public Lease lease() {
    return new Lease();
  }

  /// What one request takes; closing gives it back.
  public final class Lease implements AutoCloseable {
    private long bytes;
    private int taken;

    private Lease() {}

    /// Takes more. The first 64 KiB are free.
    ///
    /// @throws EdgeException `SERVICE_UNAVAILABLE` when others have it, `PAYLOAD_TOO_LARGE` when
    ///   there never was so much
    public void take(long more) {
      bytes += more;
      if (bytes <= FREE_OF_CHARGE) {
        return;
      }
      long needed = (bytes + UNIT - 1) / UNIT;
      if (needed > units) {
        throw new EdgeException(EdgeProblem.PAYLOAD_TOO_LARGE);
      }
      int missing = (int) needed - taken;
      if (missing > 0 && !acquire(missing)) {
        throw new EdgeException(EdgeProblem.SERVICE_UNAVAILABLE);
      }
      taken = (int) needed;
    }

    private boolean acquire(int missing) {
      try {
        return free.tryAcquire(missing, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void close() {
      free.release(taken);
      taken = 0;
      bytes = 0;
    }
  }
}
