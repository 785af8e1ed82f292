package com.adiuva.adapters.persistence.limits;

import java.util.Arrays;

/// The times of one key's events, oldest first, in a ring that grows with them. Not thread-safe.
final class Window {
  private final long length;
  private long[] times = new long[1];
  private int head;
  private int size;

  /// @param length in nanoseconds
  Window(long length) {
    this.length = length;
  }

  int size() {
    return size;
  }

  /// What its events take.
  long bytes() {
    return (long) Long.BYTES * times.length;
  }

  /// How many bytes more it takes once another event is added.
  long growth() {
    return size < times.length ? 0 : (long) Long.BYTES * (larger() - times.length);
  }

  /// Whether nothing in it counts any more.
  boolean isIdle(long now) {
    return size == 0 || now - at(size - 1) >= length;
  }

  /// Forgets what does not count any more.
  void slideTo(long now) {
    while (size > 0 && now - times[head] >= length) {
      head = (head + 1) % times.length;
      size--;
    }
  }

  void add(long now) {
    if (size == times.length) {
      long[] larger = new long[larger()];
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

  /// How long until the event leaves.
  ///
  /// @param index 0 is the oldest
  long nanosUntilGone(int index, long now) {
    return at(index) + length - now;
  }

  private int larger() {
    return Math.max(2, size + size / 2);
  }

  private long at(int index) {
    return times[(head + index) % times.length];
  }

  @Override
  public String toString() {
    return "Window" + Arrays.toString(times);
  }
}
