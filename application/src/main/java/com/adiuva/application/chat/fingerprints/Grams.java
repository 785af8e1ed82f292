package com.adiuva.application.chat.fingerprints;

/// A set of hashes of letter sequences: open addressing, no boxes. Safe to read from many threads
/// once it is filled.
public final class Grams {
  private static final long UNUSED = 0;

  private long[] table;
  private int size;

  /// @param expected how many will be put in; more is no error
  public Grams(int expected) {
    table = new long[Integer.highestOneBit(Math.max(8, expected) * 2 - 1) * 2];
  }

  public void add(long hash) {
    if (size * 2 >= table.length) {
      grow();
    }
    long key = key(hash);
    int slot = slot(key);
    if (table[slot] == UNUSED) {
      table[slot] = key;
      size++;
    }
  }

  public boolean contains(long hash) {
    long key = key(hash);
    return table[slot(key)] == key;
  }

  private void grow() {
    long[] before = table;
    table = new long[before.length * 2];
    for (long key : before) {
      if (key != UNUSED) {
        table[slot(key)] = key;
      }
    }
  }

  private int slot(long key) {
    int mask = table.length - 1;
    int slot = (int) key & mask;
    while (table[slot] != UNUSED && table[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// Spreads the rolling hash, whose low bits know only the last letters.
  private static long key(long hash) {
    long key = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
    key ^= key >>> 29;
    return key == UNUSED ? 1 : key;
  }
}
