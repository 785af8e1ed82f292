package com.adiuva.adapters.persistence.limits;

import com.adiuva.domain.limits.RateLimit;
import java.util.Arrays;

/// The times of one key's events, oldest first, in a ring that grows with them. Not thread-safe.
final class Window {
  private long[] times = new long[1];
  private int head;
  private int size;
  private long idleAt;

  int size() {
    return size;
  }

  long bytes() {
    return (long) Long.BYTES * times.length;
  }

  /// Whether nothing in it counts any more, by the length it was last used with.
  boolean isIdle(long now) {
    return size == 0 || now - idleAt >= 0;
  }

  void forgetBefore(long now, long length) {
    while (size > 0 && now - times[head] >= length) {
      head = (head + 1) % times.length;
      size--;
    }
    idleAt = now + length;
  }

  void add(long now) {
    if (size == times.length) {
      long[] larger = new long[Math.max(2, size + size / 2)];
      for (int i = 0; i < size; i++) {
        larger[i] = at(i);
      }
      times = larger;
      head = 0;
    }
    times[(head + size) % times.length] = now;
    size++;
  }

  void removeNewest() {
    if (size > 0) {
      size--;
    }
  }

  /// How long until one more fits, given that none does now.
  long nanosUntilRoom(long now, RateLimit limit) {
    return at(size - limit.permits()) + limit.window().toNanos() - now;
  }

  private long at(int index) {
    return times[(head + index) % times.length];
  }

  @Override
  public String toString() {
    return "Window" + Arrays.toString(times);
  }
}
