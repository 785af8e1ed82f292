package com.adiuva.application.chat.protection;

/// The last letters of a text, with the hashes of the last few, some more and a fragment's worth of
/// them, kept up in constant time.
final class Trail {
  /// So many letters must agree before text is held back.
  static final int START = 8;

  /// How many letters a fragment may have, longest first: four to five words of prose, fewer where
  /// a prompt has much punctuation.
  static final int[] WINDOWS = {20, 16, 12};

  /// The longest of [#WINDOWS].
  static final int LONGEST = WINDOWS[0];

  private static final int RING = 32;
  private static final long BASE = 0x5851F42D4C957F2DL;
  private static final long BASE_TO_START = power(START);
  private static final long[] BASE_TO_WINDOW = {
    power(WINDOWS[0]), power(WINDOWS[1]), power(WINDOWS[2])
  };

  private final int[] ring = new int[RING];
  private final long[] hashes = new long[WINDOWS.length];
  private long start;
  private int count;

  void push(int letter) {
    start = start * BASE + letter - back(START) * BASE_TO_START;
    for (int i = 0; i < WINDOWS.length; i++) {
      hashes[i] = hashes[i] * BASE + letter - back(WINDOWS[i]) * BASE_TO_WINDOW[i];
    }
    ring[count % RING] = letter;
    count++;
  }

  /// How many letters there were.
  int count() {
    return count;
  }

  /// The hash of the last [#START] letters.
  long start() {
    return start;
  }

  /// The hash of the last letters, as many as the window of that index has; never the hash of a
  /// window of another length.
  long window(int index) {
    return hashes[index] ^ index;
  }

  /// The letter that was the last but so many; 0 before the first.
  private long back(int letters) {
    return count < letters ? 0 : ring[(count - letters) % RING];
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= BASE;
    }
    return power;
  }
}
