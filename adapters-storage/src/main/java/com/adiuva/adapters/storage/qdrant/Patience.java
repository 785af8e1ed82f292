package com.adiuva.adapters.storage.qdrant;

import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How long an operation of several calls waits without an answer: two seconds for the first, less
/// what it waited for its turn, and two for each further one. A server that is away is noticed in
/// that time; one that answers may take longer in all.
final class Patience {
  private static final long NANOS = Duration.ofSeconds(2).toNanos();

  private long left = NANOS;

  long nanos() {
    return left;
  }

  /// Of the next call, from now.
  Deadline deadline() {
    return Deadline.after(left, TimeUnit.NANOSECONDS);
  }

  void waited(long nanos) {
    left = Math.max(0, left - nanos);
  }

  void answered() {
    left = NANOS;
  }
}
