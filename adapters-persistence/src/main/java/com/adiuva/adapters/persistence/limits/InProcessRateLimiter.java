package com.adiuva.adapters.persistence.limits;

import com.adiuva.domain.limits.RateLimit;
import com.adiuva.domain.limits.RateLimiter;
import com.adiuva.domain.limits.Verdict;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// An exact sliding window per key in the memory of this process.
///
/// Memory is bounded. Idle keys, those of which nothing counts any more, are forgotten as others
/// are used, longest idle first. A key that still counts is never forgotten, or whoever comes with
/// enough keys would reset them all: when such keys fill the memory, further ones are refused with
/// `Overloaded` until some of them are idle. Keys are spread over shards, each with a lock of its
/// own that is held for a constant time; nobody ever waits for I/O.
public final class InProcessRateLimiter implements RateLimiter {
  /// A power of two, well above the number of cores.
  private static final int SHARDS = 64;

  private final LongSupplier nanoTime;
  private final Shard[] shards = new Shard[SHARDS];

  /// @param nanoTime a monotonic clock in nanoseconds, such as `System::nanoTime`
  /// @param maxBytes about how much memory all keys together may take; a key with one event takes
  ///   some 200 bytes, and each further event 8
  public InProcessRateLimiter(LongSupplier nanoTime, long maxBytes) {
    this.nanoTime = nanoTime;
    AtomicLong bytes = new AtomicLong();
    for (int i = 0; i < SHARDS; i++) {
      shards[i] = new Shard(maxBytes, bytes);
    }
  }

  @Override
  public Verdict tryAcquire(String key, RateLimit limit) {
    return shard(key).tryAcquire(key, limit, nanoTime);
  }

  @Override
  public void refund(String key, RateLimit limit) {
    shard(key).refund(key, limit);
  }

  /// How many keys are remembered, for metrics and tests.
  public int keys() {
    int sum = 0;
    for (Shard shard : shards) {
      sum += shard.keys();
    }
    return sum;
  }

  private Shard shard(String key) {
    int hash = key.hashCode();
    // the table inside a shard uses the low bits
    return shards[(hash * 0x9E3779B9) >>> 26];
  }
}
