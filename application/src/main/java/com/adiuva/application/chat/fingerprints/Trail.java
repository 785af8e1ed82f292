package com.adiuva.application.chat.fingerprints;

import java.util.Arrays;

/// The last letters of a text, with the hashes of the last few, some more and a fragment's worth of
/// them, kept up in constant time.
public final class Trail {
  /// So many letters must agree before text is held back.
  public static final int START = 8;

  /// How many windows are looked at.
  public static final int WINDOWS = 4;

  /// The index of the window for prompts.
  public static final int USUAL = 1;

  /// How many letters a fragment may have, longest first: of a definition, of a prompt (four to
  /// five words), and of a prompt where there is much punctuation.
  private static final int[] LETTERS = {28, 20, 16, 12};

  private static final int RING = 32;
  private static final long BASE = 0x5851F42D4C957F2DL;
  private static final long BASE_TO_START = power(START);
  private static final long[] BASE_TO_WINDOW =
      Arrays.stream(LETTERS).mapToLong(Trail::power).toArray();

  private final int[] ring = new int[RING];
  private final long[] hashes = new long[WINDOWS];
  private long start;
  private int count;

  /// How many letters the window of that index has; the lower the index, the more.
  public static int letters(int window) {
    return LETTERS[window];
  }

  public void push(int letter) {
    start = start * BASE + letter - back(START) * BASE_TO_START;
    for (int i = 0; i < WINDOWS; i++) {
      hashes[i] = hashes[i] * BASE + letter - back(LETTERS[i]) * BASE_TO_WINDOW[i];
    }
    ring[count % RING] = letter;
    count++;
  }

  /// How many letters there were.
  public int count() {
    return count;
  }

  /// The hash of the last [#START] letters.
  public long start() {
    return start;
  }

  /// The hash of the last letters, as many as the window of that index has; never the hash of a
  /// window of another length.
  public long window(int index) {
    return hashes[index] ^ index;
  }

  /// The same for a window that ended so many letters ago; only the last letters are known. Not in
  /// constant time.
  public long windowBefore(int index, int letters) {
    long hash = 0;
    for (int back = LETTERS[index] + letters; back > letters; back--) {
      hash = hash * BASE + back(back);
    }
    return hash ^ index;
  }

  /// The letter that is so many before the next one; 0 before the first.
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
